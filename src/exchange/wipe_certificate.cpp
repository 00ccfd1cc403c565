#include "exchange/wipe_certificate.h"

#include "core/json.h"
#include "core/text.h"
#include "exchange/jwk.h"

#include <string_view>
#include <utility>

namespace tsunagi {

namespace {

// What happened, for whoever reads the file years later without this app.
constexpr std::string_view erased =
    "この端末の記録を開く鍵のスロット（全職員のパスワードと復旧コード）をすべて破棄し、データベースを削除しました。"
    "残った断片があっても、だれにも復号できません。";
constexpr std::string_view unreadable =
    "この端末の記録を開く鍵のスロット（全職員のパスワードと復旧コード）をすべて破棄しました。データベースの削除は"
    "完了していませんが、残った暗号文はだれにも復号できません。";

}  // namespace

Future<Result<std::string>> make_wipe_certificate(Crypto& crypto, WipeCertificate certificate, PublicKey key,
                                                  KeyHandle signer) {
    const Result<std::string> kid = co_await thumbprint_of(crypto, key);
    if (!kid) co_return std::unexpected(kid.error());
    Json header = Json::object();
    header["alg"] = "ES256";
    header["kid"] = *kid;
    header["typ"] = "tsunagi-wipe+jws";
    Json payload = Json::object();
    payload["v"] = 1;
    payload["kind"] = "wipe-certificate";
    payload["statement"] = certificate.is_emptied ? erased : unreadable;
    payload["facility"] = certificate.facility;
    payload["ward"] = certificate.ward;
    payload["device_name"] = certificate.device_name;
    payload["by"] = certificate.by;
    payload["at"] = certificate.at;
    payload["store_id"] = certificate.store_id;
    payload["device_id"] = certificate.device_id;
    payload["data_key_id"] = certificate.data_key_id;
    payload["slots"] = certificate.slots;
    payload["records"] = certificate.records;
    payload["audit_entries"] = certificate.audit_entries;
    payload["emptied"] = certificate.is_emptied;
    payload["signing_key"] = jwk_of(key);
    const std::string first = dump_json(header);
    const std::string second = dump_json(payload);
    const std::string input = base64url_of(view_of(first)) + "." + base64url_of(view_of(second));
    auto signature = co_await crypto.sign(signer, bytes_of(input));
    if (!signature) co_return std::unexpected(signature.error());
    Json jws = Json::object();
    jws["payload"] = base64url_of(view_of(second));
    jws["protected"] = base64url_of(view_of(first));
    jws["signature"] = base64url_of(*signature);
    co_return dump_json(jws);
}

}  // namespace tsunagi
