#include "exchange/file_signer.h"

#include "exchange/device_number.h"
#include "exchange/jwk.h"

namespace tsunagi {

// The arguments are only looked at before anything is waited for.
Future<Result<FileSigner>> read_signer(Crypto& crypto, const OpenedFile& file, const ReceivedBundle& bundle) {
    FileSigner signer;
    if (bundle.signer_key.empty()) {
        if (bundle.origin == BundleOrigin::tsunagi) co_return fail(Fault::bad_signature, "no signer key");
        if (file.trust == SignerTrust::verified) signer.kid = file.signer_kid;
        co_return signer;
    }
    const auto signing = parse_public_jwk(bundle.signer_key);
    if (!signing) co_return fail(Fault::bad_signature, "signer key");
    if (!bundle.return_key.empty()) {
        const auto agreement = parse_public_jwk(bundle.return_key);
        if (!agreement) co_return fail(Fault::bad_key, "return key");
        signer.agreement_key = *agreement;
    }
    signer.signing_key = *signing;
    signer.kid = file.signer_kid;
    auto checking = check_signer(crypto, file, *signing);
    const Result<bool> fits = co_await checking;
    if (!fits) co_return std::unexpected(fits.error());
    if (!*fits) co_return fail(Fault::bad_signature, "another key signed");
    if (!signer.agreement_key) co_return signer;
    auto numbering = device_number(crypto, {.agreement = *signer.agreement_key, .signing = *signing});
    Result<std::string> number = co_await numbering;
    if (!number) co_return std::unexpected(number.error());
    signer.number = std::move(*number);
    co_return signer;
}

}  // namespace tsunagi
