#include "gated_workplace.h"

namespace tsunagi {

// Names every member of the state, so that a new one has to be thought of here.
void check_blank(const AppState& state) {
    const auto& [phase, fault, store, staff, pins, accounts, audit, who, device_id, device_kid, former_keys,
                 own_number, place, back, library, forms, rules, glossary, drafts, question, save, storage,
                 device_numbers, own_card, key_change, handover, proposal, tell_next, received, reply, backup,
                 wipe, updates, notices, language, display, online, offline_ready, can_share, elsewhere,
                 can_undo, can_redo, unsaved_at_lock, locks, isolated_records, now_ms, monotonic_ms,
                 offset_minutes] = state;
    // Of the device or the page, not of a record.
    (void)std::tie(save, store, staff, pins, forms, rules, glossary, updates, language, online, offline_ready,
                   can_share, elsewhere, unsaved_at_lock, locks, now_ms, monotonic_ms, offset_minutes);

    CHECK(phase != Phase::open);
    CHECK((phase != Phase::reading || received.stage == ReceivedFile::Stage::asking));
    CHECK_FALSE(who.has_value());
    CHECK(device_id.empty());
    CHECK(device_kid.empty());
    CHECK(former_keys.empty());
    CHECK(own_number.empty());
    CHECK(place == Place{});
    CHECK(back.empty());
    CHECK(library.size() == 0);
    CHECK(drafts.empty());
    CHECK(question == FieldQuestion{});
    CHECK_FALSE(storage.has_value());
    CHECK(device_numbers.empty());
    CHECK_FALSE(own_card.has_value());
    CHECK_FALSE(key_change.has_value());
    CHECK_FALSE(proposal.has_value());
    CHECK(tell_next.empty());
    for (const Notice& notice : notices) CHECK(fault_code(notice.fault) == "none");
    CHECK(notices.empty());
    CHECK_FALSE(display.locking_soon);
    CHECK_FALSE(can_undo);
    CHECK_FALSE(can_redo);
    CHECK(isolated_records == 0);
    CHECK((fault == Fault::none || phase == Phase::broken));

    CHECK(accounts.recovery_code.empty());
    CHECK_FALSE(accounts.busy);
    CHECK(accounts.steps == 0);
    CHECK(accounts.fault == Fault::none);
    CHECK(accounts.done.empty());
    CHECK_FALSE(accounts.has_pin);
    CHECK(accounts.key_made_at_ms == 0);
    CHECK(audit.entries.empty());
    CHECK_FALSE(audit.read);
    CHECK_FALSE(audit.reading);
    CHECK_FALSE(audit.checking);
    CHECK_FALSE(audit.check.has_value());

    CHECK(handover.stage == HandoverJob::Stage::none);
    CHECK(handover.fault == Fault::none);
    CHECK(handover.to_name.empty());
    CHECK(handover.passphrase.empty());
    CHECK(handover.bytes.empty());
    CHECK(handover.file_id.empty());
    CHECK(handover.view == HandoverView{});
    CHECK_FALSE(handover.taken_out);

    CHECK(received.fault == Fault::none);
    CHECK(received.file_id.empty());
    CHECK(received.sha256.empty());
    CHECK_FALSE(received.signer.is_known());
    CHECK(received.set_aside.empty());
    CHECK(received.answers.empty());
    CHECK(received.created.empty());
    CHECK(received.signer_name.empty());
    CHECK(received.bundle.documents.empty());
    CHECK(received.bundle.title.empty());
    CHECK(received.bundle.sender.organisation.empty());
    CHECK(received.bundle.readable == HandoverView{});
    CHECK(received.view == HandoverView{});
    CHECK(received.clashes.empty());
    CHECK(received.identity == IdentityAnswer::none);

    CHECK(reply.stage == ReplyJob::Stage::none);
    CHECK(reply.to_name.empty());
    CHECK(reply.passphrase.empty());
    CHECK(reply.bytes.empty());
    CHECK(reply.fault == Fault::none);

    CHECK(backup.stage == BackupJob::Stage::none);
    CHECK(backup.file == nullptr);
    CHECK_FALSE(backup.report.has_value());
    CHECK(backup.fault == Fault::none);

    CHECK((wipe.stage == WipeJob::Stage::none || wipe.stage == WipeJob::Stage::wiped));
    CHECK(wipe.fault == Fault::none);
}

}  // namespace tsunagi
