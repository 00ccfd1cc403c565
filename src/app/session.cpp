// Owns getting in and out: assets, the first account, practice, unlock, lock, and moving between places.
#include "app/app.h"
#include "app/practice.h"
#include "core/strings.h"

#include <algorithm>
#include <array>

namespace tsunagi {

namespace {
constexpr std::array form_names{"case",       "conference-note", "discharge-checklist",
                                "meeting",    "organisation",    "person",
                                "tasks",      "ledger",          "consent",
                                "follow-up",  "receipt",         "consult",
                                "withdrawal", "settings",        "bcp-checklist"};

bool is_practice_filled(const AppState& state) {
    return !setting(state, "practice_shift_days").empty();
}
}  // namespace

Future<Status> App::load_words(Language language) {
    const std::string path = language == Language::ja ? "strings/ja.json" : "strings/en.json";
    auto words = co_await ports_.files.load_asset(path);
    if (!words) co_return std::unexpected(words.error());
    co_return load_strings(language, text_of(*words));
}

// English comes when somebody asks for it: few do, and everybody waits for the first screen.
Future<Status> App::show_language(Language language) {
    if (Status words = co_await load_words(language); !words) co_return words;
    set_language(language);
    state_.language = language == Language::en ? "en" : "ja";
    co_return Status{};
}

Future<Status> App::load_assets() {
    if (Status words = co_await load_words(Language::ja); !words) co_return words;
    for (const char* name : form_names) {
        const std::string path = std::string("forms/") + name + ".json";
        auto bytes = co_await ports_.files.load_asset(path);
        if (!bytes) co_return std::unexpected(bytes.error());
        auto form = parse_form(text_of(*bytes));
        if (!form) co_return std::unexpected(form.error());
        state_.forms.put(name, std::move(*form), text_of(*bytes));
    }
    auto rules = co_await ports_.files.load_asset("rules/deadlines.json");
    if (!rules) co_return std::unexpected(rules.error());
    auto parsed = parse_rules(text_of(*rules));
    if (!parsed) co_return std::unexpected(parsed.error());
    state_.rules = std::move(*parsed);
    auto words = co_await ports_.files.load_asset("glossary.json");
    if (!words) co_return std::unexpected(words.error());
    auto glossary = parse_glossary(text_of(*words));
    if (!glossary) co_return std::unexpected(glossary.error());
    state_.glossary = std::move(*glossary);
    co_return Status{};
}

// Another store: what was under way for the one before is over.
Future<Status> App::open_store(StoreKind kind) {
    session_.end();
    const Guard guard = session_.guard();
    state_.store = kind;
    state_.phase = Phase::starting;
    time_shift_ms_ = 0;
    auto staff = co_await guard(vault_->open_store(kind));
    is_store_open_ = staff.has_value();
    if (!staff) {
        state_.phase = Phase::broken;
        state_.fault = staff.error().fault;
        co_return Status{};  // the screen says it; a notice on top would say it twice
    }
    state_.staff = std::move(*staff);
    state_.fault = Fault::none;
    state_.phase = phase_at_rest();
    co_return Status{};
}

Phase App::phase_at_rest() const {
    return state_.staff.empty() && !vault_->recovery_codes().any() ? Phase::first_run : Phase::locked;
}

// What is open, or being opened, is locked first. A request to lock that comes while stores are changed ends
// it at a lock screen: the one of the real store where the other one has none.
Future<Status> App::change_store(StoreKind kind) {
    if (state_.phase == Phase::open || state_.phase == Phase::opening) {
        if (Status locked = co_await lock(); !locked) co_return locked;
    }
    co_return co_await open_store(kind);
}

void App::on(const cmd::OpenRealStore&) {
    run(change_store(StoreKind::real));
}

void App::on(const cmd::CreateAccount& wish) {
    if (state_.phase == Phase::first_run) run(create_account(wish));
}

Future<Status> App::create_account(cmd::CreateAccount wish) {
    const Guard guard = session_.guard();
    state_.phase = Phase::opening;
    first_settings_ = FirstSettings{wish.facility, wish.ward};  // also where a lock comes meanwhile
    NewStaff staff{wish.name, wish.profession, role_administrator};
    Status made = co_await guard(vault_->create_account(std::move(staff), wish.password));
    if (!made) {
        wipe(wish.password);
        state_.phase = Phase::first_run;
        state_.fault = made.error().fault;
        co_return Status{};
    }
    // Shown as soon as the store is open: without it one forgotten password would lose the ward's records.
    (void)co_await guard(make_recovery_code(std::move(wish.password)));
    if (Status entered = co_await guard(enter({})); !entered)
        co_return co_await lock_again(entered.error().fault);
    co_return Status{};
}

void App::create_settings(const std::string& facility, const std::string& ward) {
    Fields fields;
    if (!facility.empty()) fields.emplace_back("facility", facility);
    if (!ward.empty()) fields.emplace_back("ward", ward);
    fields.emplace_back("lock_minutes", std::int64_t{3});
    fields.emplace_back(row_path("own_keys", make_id(ports_.random), "kid"), state_.device_kid);
    create(Kind::settings, "settings", {}, fields);
    if (state_.who) write_person(*state_.who);
}

void App::write_person(const StaffCard& who) {
    if (!state_.who) return;
    Document person;
    person.id = who.id;
    person.kind = Kind::person;
    person.form = "urn:tsunagi:form:person|1";
    for (const auto& [path, text] : {std::pair{"name", who.name}, {"profession", who.profession}}) {
        auto change = make_change(person, path, Value{text}, editor_.next_time(state_.now_ms), state_.who->id,
                                  state_.device_id, make_id(ports_.random));
        if (change) person.changes.push_back(std::move(*change));
    }
    (void)commit(std::move(person), AuditAction::create);
}

void App::on(const cmd::StartPractice&) {
    run(start_practice());
}

// The practice store has one account everybody knows: its data is fictional, and its lock is only for
// practising.
Future<Status> App::start_practice() {
    const std::uint32_t locks = state_.locks;
    if (Status opened = co_await change_store(StoreKind::practice); !opened) co_return opened;
    if (state_.phase != Phase::first_run) co_return Status{};  // it is there: its lock screen
    if (state_.locks != locks) co_return co_await open_store(StoreKind::real);
    const Guard guard = session_.guard();
    state_.phase = Phase::opening;
    NewStaff staff{tr("practice.staff_name"), tr("practice.staff_profession"), role_administrator};
    Status made = co_await guard(vault_->create_account(std::move(staff), std::string(practice_password)));
    if (made) made = co_await guard(enter({}));
    if (!made) {
        if (Status back = co_await change_store(StoreKind::real); back) notify(made.error().fault);
        co_return Status{};
    }
    co_return co_await fill_practice();
}

// The records may take long to come. Who locked or went back to the real ones meanwhile gets them with the
// next unlocking of the practice store, and never in another one.
Future<Status> App::fill_practice() {
    const Guard guard = session_.guard();
    auto bytes = co_await guard(ports_.files.load_asset("practice/practice.json"));
    if (!bytes) co_return std::unexpected(bytes.error());
    auto practice = parse_practice(text_of(*bytes));
    if (!practice) co_return std::unexpected(practice.error());
    time_shift_ms_ =
        practice_shift_ms(practice->reference_date, ports_.clock.now_ms(), ports_.clock.offset_minutes());
    read_clock();
    for (Document& document : practice->documents) {
        if (state_.library.find(document.id)) continue;
        editor_.observe(document, state_.now_ms);
        (void)commit(std::move(document), AuditAction::create);
    }
    on(cmd::SetSetting{"lock_minutes", std::int64_t{3}});
    on(cmd::SetSetting{"practice_shift_days", std::int64_t{time_shift_ms_ / 86'400'000}});
    co_return co_await vault_->flush();
}

void App::on(const cmd::Unlock& wish) {
    run(unlock([this, wish] { return vault_->unlock(wish.staff_id, wish.password); }));
}

// A password, or a PIN, is worked out, and then the records are read. A lock that comes meanwhile ends it at
// the next step, and the vault locks after what it is doing (lock()).
Future<Status> App::unlock(std::function<Future<Status>()> step) {
    const Guard guard = session_.guard();
    state_.phase = Phase::opening;
    state_.fault = Fault::none;
    Status opened = co_await guard(reopen_store());
    if (opened) opened = co_await guard(step());
    if (!opened) {
        state_.phase = Phase::locked;
        state_.fault = opened.error().fault;
        note_pins();
        co_return Status{};  // the lock screen shows it beside the field
    }
    co_return co_await read_records();
}

// A lock gives up a disk that does not answer; whoever opens next tries it again.
Future<Status> App::reopen_store() {
    if (is_store_open_) co_return Status{};
    const Guard guard = session_.guard();
    auto staff = co_await guard(vault_->open_store(state_.store));
    if (!staff) co_return std::unexpected(staff.error());
    is_store_open_ = true;
    state_.staff = std::move(*staff);
    co_return Status{};
}

Future<Status> App::read_records() {
    const Guard guard = session_.guard();
    auto loaded = co_await guard(vault_->load());
    Status entered{};
    if (loaded) {
        entered = co_await guard(enter(std::move(*loaded)));
    } else {
        entered = std::unexpected(loaded.error());
    }
    if (!entered) co_return co_await lock_again(entered.error().fault);
    if (state_.practice() && may_write(state_) && !is_practice_filled(state_))
        co_return co_await fill_practice();
    co_return Status{};
}

// The store was opened, but what is in it cannot be shown. The lock screen says why.
Future<Status> App::lock_again(Fault fault) {
    if (Status locked = co_await lock(); !locked) co_return locked;
    state_.fault = fault;
    co_return Status{};
}

// The store is unlocked: fills the library, then takes back what was being typed.
Future<Status> App::enter(Loaded loaded) {
    const Guard guard = session_.guard();
    if (Status read = co_await guard(read_own_number()); !read) co_return read;
    state_.who = vault_->who();
    state_.device_id = vault_->identity().device_id;
    for (Document& document : loaded.documents) state_.library.put(std::move(document));
    const std::string shift = setting(state_, "practice_shift_days");
    time_shift_ms_ = shift.empty() ? 0 : std::atoll(shift.c_str()) * 86'400'000;
    read_clock();
    for (const DocumentId& id : state_.library.ids())
        editor_.observe(*state_.library.find(id), state_.now_ms);
    state_.isolated_records = static_cast<int>(loaded.isolated.size());
    if (state_.isolated_records > 0) notify(Fault::rolled_back);
    if (loaded.are_rights_limited) notify(Severity::danger, "notice.rights_limited");
    state_.phase = Phase::open;
    state_.unsaved_at_lock = false;
    return_to_place();
    restart_idle_time();
    recover_drafts(loaded.drafts);
    if (const auto first = std::exchange(first_settings_, std::nullopt);
        first && !state_.practice() && state_.library.of_kind(Kind::settings).empty()) {
        create_settings(first->facility, first->ward);
    }
    note_own_key();
    note_pending_code();
    ask_to_verify_again();
    take_save_state();
    run(refresh_accounts());
    // Nothing waits for it: some browsers ask the person first, who may never answer.
    ports_.store.request_persistence().then([this, guard](const Result<StorageState>& storage) {
        if (storage && guard.holds()) state_.storage = *storage;
        wake();
    });
    co_return Status{};
}

void App::on(const cmd::WriteHere&) {
    run(ports_.store.take_over());
}

void App::on(const cmd::GoTo& wish) {
    if (wish.place == state_.place) return;
    commit_drafts();  // a draft belongs to the place it was typed in
    state_.question = {};
    state_.back.push_back(state_.place);
    if (state_.back.size() > 50) state_.back.erase(state_.back.begin());
    go_to(wish.place);
}

// Whose record is looked at is an entry. A disk that refuses it shows in the save state.
void App::go_to(Place place) {
    const DocumentId before = std::exchange(state_.place, std::move(place)).case_id;
    const DocumentId& now = state_.place.case_id;
    if (!now.empty() && now != before)
        vault_->record({AuditAction::view, now, {}}).then([](const Status&) {});
}

void App::on(const cmd::GoBack&) {
    commit_drafts();
    state_.question = {};
    const Place last = state_.back.empty() ? Place{} : state_.back.back();
    if (!state_.back.empty()) state_.back.pop_back();
    go_to(last);
}

}  // namespace tsunagi
