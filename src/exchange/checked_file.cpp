#include "exchange/checked_file.h"

#include "exchange/passphrase.h"

#include <vector>

namespace tsunagi {

Future<Result<CheckedFile>> make_checked_file(Crypto& crypto, Random& random, CheckedFileWish wish) {
    MakeRequest request;
    request.payload = wish.payload;
    request.created = wish.created;
    request.signer = wish.signer;
    CheckedFile checked;
    Opener opener = ByKey{wish.own.handle, wish.own.public_key};
    if (wish.to) {
        request.to = {*wish.to};
        if (*wish.to != wish.own.public_key) request.to.push_back(wish.own.public_key);
    } else {
        checked.passphrase = generate_passphrase(random);
        request.passphrase = checked.passphrase;
        opener = ByPassphrase{checked.passphrase};
    }
    auto made = co_await make_file(crypto, random, std::move(request));
    if (!made) co_return std::unexpected(made.error());
    if (wish.sealed) wish.sealed();
    const std::vector<PublicKey> signers{wish.signer.public_key};
    auto reopened = co_await open_file(crypto, made->bytes, opener, signers);
    if (!reopened) co_return fail(Fault::self_check_failed, std::string(fault_code(reopened.error().fault)));
    if (reopened->payload != wish.payload || reopened->trust != SignerTrust::verified) {
        co_return fail(Fault::self_check_failed, "payload differs");
    }
    auto digest = co_await crypto.sha256(made->bytes);
    if (!digest) co_return std::unexpected(digest.error());
    checked.bytes = std::move(made->bytes);
    checked.id = std::move(made->id);
    checked.sha256 = hex_of(*digest);
    co_return checked;
}

}  // namespace tsunagi
