// Owns the three steps of a hand-over with their times, and the one thing to do next.
#include "core/calendar.h"
#include "core/strings.h"
#include "views/screens/handover_parts.h"

#include <array>

namespace tsunagi {

namespace {

std::string clock_of(const HandoverScene& scene, std::int64_t at_ms) {
    return short_time(local_time(at_ms, scene.state.offset_minutes));
}

StepSpec making_step(const HandoverScene& scene) {
    StepSpec step{tr("handover.step_make"), tr("handover.step_make_ahead"), StepState::now};
    if (!scene.job) return step;
    if (scene.job->made_at_ms > 0) {
        step.state = StepState::done;
        step.detail = tr("handover.step_make_done", {{"time", clock_of(scene, scene.job->made_at_ms)}});
    } else if (scene.stage == HandoverJob::Stage::failed) {
        step.state = StepState::failed;
        step.detail = tr("handover.step_failed");
    } else {
        step.detail = tr("handover.making");
    }
    return step;
}

StepSpec checking_step(const HandoverScene& scene) {
    StepSpec step{tr("handover.step_check"), tr("handover.step_check_ahead"), StepState::ahead};
    if (!scene.job || scene.job->made_at_ms == 0) return step;
    if (scene.is_made()) {
        step.state = StepState::done;
        step.detail = tr("handover.step_check_done", {{"time", clock_of(scene, scene.job->checked_at_ms)}});
    } else if (scene.stage == HandoverJob::Stage::failed) {
        step.state = StepState::failed;
        step.detail = tr("handover.step_failed");
    } else {
        step.state = StepState::now;
        step.detail = tr("handover.checking");
    }
    return step;
}

StepSpec handing_step(const HandoverScene& scene) {
    StepSpec step{tr("handover.step_hand"), tr("handover.step_hand_ahead"), StepState::ahead};
    if (scene.stage == HandoverJob::Stage::checked) step.state = StepState::now;
    if (scene.stage == HandoverJob::Stage::handed) {
        step.state = StepState::done;
        step.detail = tr("handover.step_hand_done", {{"time", clock_of(scene, scene.job->handed_at_ms)}});
    }
    return step;
}

std::array<StepSpec, 3> steps_of(const HandoverScene& scene) {
    return {making_step(scene), checking_step(scene), handing_step(scene)};
}

}  // namespace

float measure_step_marks(Ui& ui, float width, const HandoverScene& scene) {
    const auto steps = steps_of(scene);
    return measure_steps(ui, width, steps);
}

void draw_step_marks(Ui& ui, const Rect& rect, const HandoverScene& scene) {
    const auto steps = steps_of(scene);
    draw_steps(ui, "steps", rect, steps);
}

ButtonSpec next_step(const HandoverScene& scene) {
    ButtonSpec next{.kind = ButtonKind::primary, .size = ButtonSize::large};
    switch (scene.stage) {
        case HandoverJob::Stage::none:
        case HandoverJob::Stage::failed:
            next.edits = true;
            next.label =
                tr(scene.stage == HandoverJob::Stage::failed ? "handover.make_again" : "handover.make");
            next.icon = Icon::file_lock;
            next.enabled = scene.has_recipient();
            return next;
        case HandoverJob::Stage::making:
        case HandoverJob::Stage::checking:
            next.label =
                tr(scene.stage == HandoverJob::Stage::making ? "handover.making" : "handover.checking");
            next.icon = Icon::file_lock;
            next.busy = true;
            return next;
        case HandoverJob::Stage::checked:
            next.label = tr(scene.job->taken_out ? "handover.record_handed" : "handover.save");
            next.icon = scene.job->taken_out ? Icon::handover : Icon::download;
            return next;
        case HandoverJob::Stage::handed:
            next.label = scene.state.tell_next.empty()
                             ? tr("handover.another")
                             : tr("told.next", {{"n", std::to_string(scene.state.tell_next.size())}});
            next.kind = ButtonKind::secondary;
            next.icon = Icon::plus;
            return next;
    }
    return next;
}

void take_next_step(const HandoverScene& scene, HandoverUi& own, Commands& commands) {
    switch (scene.stage) {
        case HandoverJob::Stage::none:
        case HandoverJob::Stage::failed:
            if (!scene.has_recipient()) return;
            if (scene.key == KeyState::expired && !scene.by_passphrase) {
                own.accepting_expired = true;
                return;
            }
            if (scene.lacks_consent()) {
                own.asking_reason = true;
                return;
            }
            commands.emplace_back(wish_of(scene, own));
            return;
        case HandoverJob::Stage::checked:
            if (scene.job->taken_out) {
                own.handing = true;
            } else {
                commands.emplace_back(cmd::SaveHandover{});
            }
            return;
        case HandoverJob::Stage::handed:
            if (!scene.state.tell_next.empty()) {
                commands.emplace_back(cmd::TellNext{});
                return;
            }
            commands.emplace_back(cmd::DiscardHandover{});
            own.phone_step = 0;
            return;
        case HandoverJob::Stage::making:
        case HandoverJob::Stage::checking: return;
    }
}

}  // namespace tsunagi
