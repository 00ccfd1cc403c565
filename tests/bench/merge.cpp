// How long two copies of a case of 500 notes take to become one, in milliseconds of processor time.
#include "core/document.h"

#include "two_copies.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

using namespace tsunagi;
using namespace tsunagi::test;

namespace {

double milliseconds(std::clock_t from, std::clock_t to) {
    return static_cast<double>(to - from) * 1000 / CLOCKS_PER_SEC;
}

}  // namespace

int main() {
    constexpr unsigned notes = 500;
    constexpr std::size_t rounds = 15;
    std::array<double, rounds> merging{};
    std::array<double, rounds> answering{};
    std::size_t conflicts = 0;
    for (std::size_t round = 0; round < rounds; ++round) {
        TwoCopies copies = make_two_copies(notes);
        const std::clock_t begin = std::clock();
        for (unsigned note = 0; note < notes; ++note) {
            if (!merge(copies.here[note], copies.there[note])) return 1;
        }
        const std::clock_t merged = std::clock();
        conflicts = 0;
        for (const Document& document : copies.here) conflicts += Answers(document).conflicts().size();
        merging[round] = milliseconds(begin, merged);
        answering[round] = milliseconds(merged, std::clock());
    }
    std::ranges::sort(merging);
    std::ranges::sort(answering);
    std::printf("%u notes of 65 + 5 changes, %zu conflicts, %zu rounds (median, most)\n", notes, conflicts,
                rounds);
    std::printf("merging             %6.1f ms %6.1f ms\n", merging[rounds / 2], merging.back());
    std::printf("answers, conflicts  %6.1f ms %6.1f ms\n", answering[rounds / 2], answering.back());
    return 0;
}
