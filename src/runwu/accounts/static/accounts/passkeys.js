// Passkeys (通行密钥): asks the browser for a credential and sends it with the form that wanted one.
// A form[data-passkey="create" | "get"] takes its options from the JSON element `data-options`, or from the address
// `data-options-at`. Where the browser knows no passkeys, `[data-passkeys-only]` stays hidden.
(() => {
  const known = Boolean(window.PublicKeyCredential && navigator.credentials);

  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  };

  const text = (buffer) => {
    const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };

  const named = (credentials) => (credentials || []).map((one) => ({ ...one, id: bytes(one.id) }));

  function asked(given) {
    const options = { ...given.publicKey, challenge: bytes(given.publicKey.challenge) };
    if (options.user) options.user = { ...options.user, id: bytes(options.user.id) };
    if (options.excludeCredentials) options.excludeCredentials = named(options.excludeCredentials);
    if (options.allowCredentials) options.allowCredentials = named(options.allowCredentials);
    return options;
  }

  /** What the device has to be able to do: keep the passkey and verify the person, or neither. */
  function demanding(options, alone) {
    const selection = { ...options.authenticatorSelection, residentKey: alone ? "required" : "discouraged" };
    selection.requireResidentKey = alone;
    if (alone) selection.userVerification = "required";
    return { ...options, authenticatorSelection: selection };
  }

  function told(credential) {
    const { response } = credential;
    const answer = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) {
      answer.attestationObject = text(response.attestationObject);
      answer.transports = response.getTransports ? response.getTransports() : [];
    } else {
      answer.authenticatorData = text(response.authenticatorData);
      answer.signature = text(response.signature);
      answer.userHandle = response.userHandle ? text(response.userHandle) : null;
    }
    return {
      type: credential.type,
      id: credential.id,
      rawId: text(credential.rawId),
      response: answer,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  }

  async function optionsOf(form) {
    if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
    const answer = await fetch(form.dataset.optionsAt, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`options: ${answer.status}`);
    return (await answer.json()).request_options;
  }

  async function credentialFor(form) {
    const publicKey = asked(await optionsOf(form));
    if (form.dataset.passkey === "get") return navigator.credentials.get({ publicKey });
    const alone = form.elements.passwordless ? form.elements.passwordless.checked : false;
    return navigator.credentials.create({ publicKey: demanding(publicKey, alone) });
  }

  async function send(event) {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.passkey) return;
    event.preventDefault();
    const failure = form.querySelector("[data-passkey-failed]");
    failure.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(told(await credentialFor(form)));
      form.submit();
    } catch {
      failure.hidden = false; // cancelled, timed out, or no passkey of this place on the device
      failure.focus();
    }
  }

  if (!known) return;
  for (const one of document.querySelectorAll("[data-passkeys-only]")) one.hidden = false;
  for (const one of document.querySelectorAll("[data-without-passkeys]")) one.hidden = true;
  document.addEventListener("submit", send);
})();
