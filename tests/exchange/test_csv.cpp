// CSV: quoted as RFC 4180 says, and never a formula.
#include "exchange/csv.h"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <utility>

namespace tsunagi {

TEST_CASE("cells of CSV are quoted only where it is needed") {
    const std::array<std::string, 6> cells{"渡した", "a,b", "\"先生\"と言った", "1行目\r\n2行目", "", " 前"};
    CHECK(csv_line(cells) == "渡した,\"a,b\",\"\"\"先生\"\"と言った\",\"1行目\r\n2行目\",,\" 前\"\r\n");
    CHECK(csv_mark == "\xEF\xBB\xBF");
}

TEST_CASE("no cell of CSV is a formula") {
    for (const auto& [typed, written] : {std::pair<std::string, std::string>{"=1+1", "'=1+1"},
                                         {"+81 3", "'+81 3"},
                                         {"-1", "'-1"},
                                         {"@SUM(A1)", "'@SUM(A1)"},
                                         {"＝１", "'＝１"},
                                         {"＋", "'＋"},
                                         {"－", "'－"},
                                         {"＠a", "'＠a"},
                                         {"　=1", "'　=1"},
                                         {"  @a", "'  @a"},
                                         {"\t=1", "'\t=1"},
                                         {"\r\n=1", "\"'\r\n=1\""},
                                         {"=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\""},
                                         {"2026-11-21", "2026-11-21"},
                                         {"a=b", "a=b"}}) {
        const std::array<std::string, 1> cells{typed};
        CHECK(csv_line(cells) == written + "\r\n");
    }
}

}  // namespace tsunagi
