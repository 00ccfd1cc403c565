// Owns lists of types, and a value of one of them. Must not know commands.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

namespace tsunagi {

template <class... T>
struct TypeList {
    template <class Wanted>
    static consteval bool contains() {
        return (std::is_same_v<Wanted, T> || ...);
    }
};
template <class... A, class... B>
constexpr TypeList<A..., B...> operator+(TypeList<A...>, TypeList<B...>) {
    return {};
}

// One value of a type of the list, immutable. Not a std::variant: every file that makes one would be compiled
// with the copying, moving and destroying of all of them, which took half of its time.
template <class List>
class OneOf {
  public:
    template <class T>
        requires(List::template contains<T>())
    explicit OneOf(T value) : type_(type_of<T>()), held_(std::make_shared<const T>(std::move(value))) {}

    // Null when it is of another type.
    template <class T>
        requires(List::template contains<T>())
    const T* get_if() const {
        return type_ == type_of<T>() ? static_cast<const T*>(held_.get()) : nullptr;
    }

  private:
    // An address of its own for each type.
    template <class T>
    static const char* type_of() {
        static constexpr char mark = 0;
        return &mark;
    }

    const char* type_;
    std::shared_ptr<const void> held_;
};

}  // namespace tsunagi
