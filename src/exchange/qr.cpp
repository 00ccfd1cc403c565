#include "exchange/qr.h"

extern "C" {
#include <qrcodegen.h>
}

#include <cstdint>

namespace tsunagi {

namespace {
constexpr int max_version = 22;  // 105 squares a side
}

Result<QrSquares> make_qr(const std::string& text) {
    std::vector<std::uint8_t> room(qrcodegen_BUFFER_LEN_FOR_VERSION(max_version));
    std::vector<std::uint8_t> code(qrcodegen_BUFFER_LEN_FOR_VERSION(max_version));
    const bool made = qrcodegen_encodeText(text.c_str(), room.data(), code.data(), qrcodegen_Ecc_MEDIUM, 1,
                                           max_version, qrcodegen_Mask_AUTO, true);
    if (!made) return fail(Fault::too_large, "text for a QR code");
    const int side = qrcodegen_getSize(code.data());
    QrSquares squares;
    squares.side = static_cast<std::size_t>(side);
    squares.dark.reserve(squares.side * squares.side);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) squares.dark.push_back(qrcodegen_getModule(code.data(), x, y));
    }
    return squares;
}

}  // namespace tsunagi
