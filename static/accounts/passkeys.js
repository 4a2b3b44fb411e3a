// What the pages with passkeys show, beside allauth's scripts, which talk to the browser.

const knows = "PublicKeyCredential" in window && window.isSecureContext;
for (const part of document.querySelectorAll("[data-needs-passkeys]")) part.hidden = !knows;
for (const part of document.querySelectorAll("[data-lacks-passkeys]")) part.hidden = knows;

// allauth tells the console only.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const error = document.getElementById("passkey-error");
  document.getElementById("passkey-button").after(error);
  error.hidden = false;
});
