// Owns the collecting of what a form asks for and cannot get.
#pragma once

#include "core/form.h"

#include <string>
#include <string_view>
#include <vector>

namespace tsunagi {

class FormIssues {
  public:
    explicit FormIssues(std::vector<FormIssue>& issues) : issues_(issues) {}
    void add(const std::string& link_id, std::string reason) {
        issues_.push_back({link_id, std::move(reason)});
    }

  private:
    std::vector<FormIssue>& issues_;
};

}  // namespace tsunagi
