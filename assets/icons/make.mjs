// Makes assets/icons.json and src/views/icons.h from the list below: node assets/icons/make.mjs
// Shapes come from the npm package lucide-static (ISC licence), flattened to path data on the 24 grid; a few are our own.
// Code points are given by position: add new icons at the end.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const FIRST = 0xe000;

// name in code: lucide name, or { own: name, path } where lucide has no such thing.
const ICONS = {
    today: 'calendar-check', case_: 'contact', meeting: 'messages-square', handover: 'upload', drill: 'siren',
    ledger: 'notebook-text', settings: 'sliders-horizontal', more: 'ellipsis', lock: 'lock', unlock: 'lock-open',
    check: 'check', check_circle: 'circle-check', circle: { own: 'circle-small-ring', path: 'M4 12A8 8 0 1 1 20 12A8 8 0 1 1 4 12Z' }, minus_circle: 'circle-minus',
    question: 'circle-question-mark', warn: 'triangle-alert', overdue: 'octagon-alert', clock: 'clock',
    hourglass: 'hourglass', offline: 'cloud-off',
    saved: { own: 'saved', path: 'M6 4H18A2 2 0 0 1 20 6V18A2 2 0 0 1 18 20H6A2 2 0 0 1 4 18V6A2 2 0 0 1 6 4ZM8 4V9H15V4M8.5 15L11 17.5L15.5 13' },
    person: 'user-round', people: 'users-round', phone: 'phone', print: 'printer', right: 'chevron-right',
    left: 'chevron-left', down: 'chevron-down', up: 'chevron-up', arrow: 'arrow-right', plus: 'plus', close: 'x',
    speech: 'message-square', speech_on: 'message-square-check', key: 'key-round', shield: 'shield-check',
    shield_q: 'shield-alert', file: 'file', file_lock: 'file-lock', receipt: 'receipt-text', eye: 'eye',
    eye_off: 'eye-off', battery: 'battery-medium',
    oxygen: { own: 'oxygen', path: 'M11 8H13A3 3 0 0 1 16 11V18A3 3 0 0 1 13 21H11A3 3 0 0 1 8 18V11A3 3 0 0 1 11 8ZM12 8V5M9 4H15M8 13H16' },
    ventilator: { own: 'ventilator', path: 'M5 4H19A2 2 0 0 1 21 6V14A2 2 0 0 1 19 16H5A2 2 0 0 1 3 14V6A2 2 0 0 1 5 4ZM6 11H8.5L10 7.5L13 13L14.5 10H18M8 20H16M12 16V20' },
    drop: 'droplet',
    pump: { own: 'pump', path: 'M9 3H15V9H9ZM12 9V14M8 14H16V18H8ZM12 18V21' },
    bolt: 'zap',
    net_off: 'wifi-off',
    lift: { own: 'lift', path: 'M5 3H19A1 1 0 0 1 20 4V20A1 1 0 0 1 19 21H5A1 1 0 0 1 4 20V4A1 1 0 0 1 5 3ZM12 3V21M7 11L8 9L9 11M15 13L16 15L17 13' },
    flag: 'flag', home: 'house', hospital: 'hospital', swap: 'arrow-left-right', filter: 'funnel', edit: 'pencil',
    note: 'sticky-note', task: 'square-check-big', backup: 'database', app: 'smartphone', chart: 'chart-column',
    pause: 'pause', stop: { own: 'stop', path: 'M7 6H17A1 1 0 0 1 18 7V17A1 1 0 0 1 17 18H7A1 1 0 0 1 6 17V7A1 1 0 0 1 7 6Z' }, carry: 'corner-down-right', moon: 'moon', sun: 'sun', refresh: 'rotate-cw',
    pill: 'pill', bell: 'bell', id: 'id-card', backspace: 'delete', allergy: 'ban', usb: 'usb', search: 'search',
    trash: 'trash-2', calendar: 'calendar', copy: 'copy', download: 'download', share: 'share-2', undo: 'undo-2',
    redo: 'redo-2', info: 'info', log_out: 'log-out', language: 'languages', history: 'history',
    stethoscope: 'stethoscope', folder: 'folder-open', file_in: 'file-down', file_out: 'file-up', list: 'list',
    merge: 'git-merge', mail: 'mail', video: 'video', star: 'star', pin: 'pin', book: 'book-open', key_card: 'qr-code',
    heart: 'heart', syringe: 'syringe', wallet: 'wallet', family: 'house-heart', compare: 'git-compare-arrows',
    arrow_left: 'arrow-left', minus: 'minus', text_size: 'a-large-small', save: 'save', circle_dot: 'circle-dot', contrast: 'contrast',
};
// The brand: two linked rings, 40 grid, stroke 3. Drawn as it is, not as a lucide icon.
const BRAND = 'M11 11H16A7 7 0 0 1 23 18V22A7 7 0 0 1 16 29H11A7 7 0 0 1 4 22V18A7 7 0 0 1 11 11Z' +
    'M28 11H29A7 7 0 0 1 36 18V22A7 7 0 0 1 29 29H24A7 7 0 0 1 17 22V19.5';

const node_modules = process.env.TSUNAGI_NODE_MODULES;
const require = createRequire(node_modules ? join(node_modules, 'x.js') : import.meta.url);
const lucide = dirname(require.resolve('lucide-static/package.json'));
const n = (text) => Number(text);
const f = (value) => String(Math.round(value * 1000) / 1000);

const circle = (cx, cy, rx, ry = rx) =>
    `M${f(cx - rx)} ${f(cy)}A${f(rx)} ${f(ry)} 0 1 1 ${f(cx + rx)} ${f(cy)}A${f(rx)} ${f(ry)} 0 1 1 ${f(cx - rx)} ${f(cy)}Z`;
function rect(x, y, w, h, r) {
    if (!r) return `M${f(x)} ${f(y)}h${f(w)}v${f(h)}h${f(-w)}Z`;
    const arc = (dx, dy) => `a${f(r)} ${f(r)} 0 0 1 ${f(dx)} ${f(dy)}`;
    return `M${f(x + r)} ${f(y)}h${f(w - 2 * r)}${arc(r, r)}v${f(h - 2 * r)}${arc(-r, r)}h${f(2 * r - w)}${arc(-r, -r)}v${f(2 * r - h)}${arc(r, -r)}Z`;
}
function points(list, closed) {
    const numbers = list.trim().split(/[\s,]+/);
    const pairs = [];
    for (let i = 0; i < numbers.length; i += 2) pairs.push(`${numbers[i]} ${numbers[i + 1]}`);
    return `M${pairs.join('L')}${closed ? 'Z' : ''}`;
}
// A path that begins with a relative move means an absolute one; joined to another path it would not any more.
function standalone(d) {
    const number = '-?(?:\\d*\\.\\d+|\\d+)';
    const move = d.match(new RegExp(`^m\\s*(${number})[\\s,]*(${number})[\\s,]*`));
    if (!move) return d;
    const rest = d.slice(move[0].length);
    return `M${move[1]} ${move[2]}${/^[-.\d]/.test(rest) ? 'l' : ''}${rest}`;
}
function flatten(svg) {
    const parts = [];
    const inside = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1);
    for (const [, tag, rest] of inside.matchAll(/<(path|circle|ellipse|rect|line|polyline|polygon)\s([^>]*?)\/?>/g)) {
        const a = Object.fromEntries([...rest.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, k, v]) => [k, v]));
        if (tag === 'path') parts.push(standalone(a.d));
        else if (tag === 'circle') parts.push(circle(n(a.cx), n(a.cy), n(a.r)));
        else if (tag === 'ellipse') parts.push(circle(n(a.cx), n(a.cy), n(a.rx), n(a.ry)));
        else if (tag === 'rect') parts.push(rect(n(a.x ?? 0), n(a.y ?? 0), n(a.width), n(a.height), n(a.rx ?? a.ry ?? 0)));
        else if (tag === 'line') parts.push(`M${a.x1} ${a.y1}L${a.x2} ${a.y2}`);
        else parts.push(points(a.points, tag === 'polygon'));
    }
    if (parts.length === 0) throw new Error(`no shapes in ${svg}`);
    return parts.join('');
}

const json = { brand: [FIRST, BRAND, 40, 3] };
const enumerators = ['brand'];
for (const [name, source] of Object.entries(ICONS)) {
    const path = source.own ? source.path : flatten(readFileSync(join(lucide, 'icons', `${source}.svg`), 'utf8'));
    const key = source.own ?? source;
    if (json[key]) throw new Error(`${key} is listed twice`);
    json[key] = [FIRST + enumerators.length, path];
    enumerators.push(name);
}

writeFileSync(join(here, '..', 'icons.json'),
    `{\n${Object.entries(json).map(([k, v]) => `${JSON.stringify(k)}: ${JSON.stringify(v)}`).join(',\n')}\n}\n`);

const keys = Object.keys(json);
const lines = enumerators.map((name, i) => `    ${`${name}${i === 0 ? ' = 0xE000' : ''},`.padEnd(17)}// ${keys[i]}`);
writeFileSync(join(here, '..', '..', 'src', 'views', 'icons.h'), `// Owns the names of the icons: private-use code points that the font loader draws from assets/icons.json.
// Made by assets/icons/make.mjs; change the list there.
#pragma once

#include <cstdint>

namespace tsunagi {

// assets/icons.json: {"lucide name": [code point, path data, grid = 24, stroke = 2]}: round caps, no fill.
enum class Icon : char32_t {
    none = 0,
${lines.join('\n')}
};
inline constexpr char32_t icons_end = 0xE000 + ${enumerators.length};  // one past the last

}  // namespace tsunagi
`);
console.log(`${enumerators.length} icons`);
