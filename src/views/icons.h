// Owns the names of the icons: private-use code points that the font loader draws from assets/icons.json.
// Made by assets/icons/make.mjs; change the list there.
#pragma once

#include <cstdint>

namespace tsunagi {

// assets/icons.json: {"lucide name": [code point, path data, grid = 24, stroke = 2]}: round caps, no fill.
enum class Icon : char32_t {
    none = 0,
    brand = 0xE000,  // brand
    today,           // calendar-check
    case_,           // contact
    meeting,         // messages-square
    handover,        // upload
    drill,           // siren
    ledger,          // notebook-text
    settings,        // sliders-horizontal
    more,            // ellipsis
    lock,            // lock
    unlock,          // lock-open
    check,           // check
    check_circle,    // circle-check
    circle,          // circle-small-ring
    minus_circle,    // circle-minus
    question,        // circle-question-mark
    warn,            // triangle-alert
    overdue,         // octagon-alert
    clock,           // clock
    hourglass,       // hourglass
    offline,         // cloud-off
    saved,           // saved
    person,          // user-round
    people,          // users-round
    phone,           // phone
    print,           // printer
    right,           // chevron-right
    left,            // chevron-left
    down,            // chevron-down
    up,              // chevron-up
    arrow,           // arrow-right
    plus,            // plus
    close,           // x
    speech,          // message-square
    speech_on,       // message-square-check
    key,             // key-round
    shield,          // shield-check
    shield_q,        // shield-alert
    file,            // file
    file_lock,       // file-lock
    receipt,         // receipt-text
    eye,             // eye
    eye_off,         // eye-off
    battery,         // battery-medium
    oxygen,          // oxygen
    ventilator,      // ventilator
    drop,            // droplet
    pump,            // pump
    bolt,            // zap
    net_off,         // wifi-off
    lift,            // lift
    flag,            // flag
    home,            // house
    hospital,        // hospital
    swap,            // arrow-left-right
    filter,          // funnel
    edit,            // pencil
    note,            // sticky-note
    task,            // square-check-big
    backup,          // database
    app,             // smartphone
    chart,           // chart-column
    pause,           // pause
    stop,            // stop
    carry,           // corner-down-right
    moon,            // moon
    sun,             // sun
    refresh,         // rotate-cw
    pill,            // pill
    bell,            // bell
    id,              // id-card
    backspace,       // delete
    allergy,         // ban
    usb,             // usb
    search,          // search
    trash,           // trash-2
    calendar,        // calendar
    copy,            // copy
    download,        // download
    share,           // share-2
    undo,            // undo-2
    redo,            // redo-2
    info,            // info
    log_out,         // log-out
    language,        // languages
    history,         // history
    stethoscope,     // stethoscope
    folder,          // folder-open
    file_in,         // file-down
    file_out,        // file-up
    list,            // list
    merge,           // git-merge
    mail,            // mail
    video,           // video
    star,            // star
    pin,             // pin
    book,            // book-open
    key_card,        // qr-code
    heart,           // heart
    syringe,         // syringe
    wallet,          // wallet
    family,          // house-heart
    compare,         // git-compare-arrows
    arrow_left,      // arrow-left
    minus,           // minus
    text_size,       // a-large-small
    save,            // save
    circle_dot,      // circle-dot
    contrast,        // contrast
};
inline constexpr char32_t icons_end = 0xE000 + 109;  // one past the last

}  // namespace tsunagi
