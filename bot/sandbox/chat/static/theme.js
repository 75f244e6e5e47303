// Light or dark: as the system says, until the person says otherwise.

const REMEMBERED = "sandbox-chat-theme";

export function applyTheme() {
  const chosen = localStorage.getItem(REMEMBERED);
  if (chosen) document.documentElement.style.colorScheme = chosen;
}

export function switchTheme() {
  const now = document.documentElement.style.colorScheme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  localStorage.setItem(REMEMBERED, now === "dark" ? "light" : "dark");
  applyTheme();
}
