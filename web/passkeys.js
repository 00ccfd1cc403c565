// Owns the second factor: a passkey of this device, whose PRF output is a secret for the keeper. WebAuthn lives in the
// window only; the secret passes through here on its way and is wiped.
import { PortFault, message_of } from "./port_message.js";

const wait_ms = 60_000;
const cose_es256 = -7;
const cose_rs256 = -257;

let available = false;
const looked = globalThis.PublicKeyCredential?.isUserVerifyingPlatformAuthenticatorAvailable?.()
    .then((yes) => { available = yes; }, () => {});

export const is_available = () => available;
// Resolves when is_available() is true to the facts.
export const looked_up = looked ?? Promise.resolve();

function challenge() {
    return crypto.getRandomValues(new Uint8Array(32));  // nobody checks it: the secret itself is the proof
}

function fault_of(error, otherwise) {
    const closed = error?.name === "NotAllowedError" || error?.name === "AbortError";
    return new PortFault(closed ? "cancelled" : otherwise, error);
}

// The credential's id.
export async function enroll(user_id, name) {
    let made;
    try {
        made = await navigator.credentials.create({ publicKey: {
            rp: { name: "つなぎノート" },
            user: { id: new TextEncoder().encode(user_id).slice(0, 64), name, displayName: name },
            challenge: challenge(),
            pubKeyCredParams: [cose_es256, cose_rs256].map((alg) => ({ type: "public-key", alg })),
            authenticatorSelection: { authenticatorAttachment: "platform", userVerification: "required" },
            timeout: wait_ms,
            extensions: { prf: {} },
        } });
    } catch (error) {
        throw fault_of(error, "not_allowed");
    }
    if (!made.getClientExtensionResults().prf?.enabled) throw new PortFault("not_allowed");
    return message_of(made.rawId);
}

// 32 bytes, the same for the same credential and salt.
export async function ask(id, salt) {
    let given;
    try {
        given = await navigator.credentials.get({ publicKey: {
            challenge: challenge(),
            allowCredentials: [{ type: "public-key", id }],
            userVerification: "required",
            timeout: wait_ms,
            extensions: { prf: { eval: { first: salt } } },
        } });
    } catch (error) {
        throw fault_of(error, "cannot_open");
    }
    const secret = given.getClientExtensionResults().prf?.results?.first;
    if (secret?.byteLength !== 32) throw new PortFault("cannot_open");
    return new Uint8Array(secret);
}
