// Who sits before the page: choosing, adding and changing people.

import * as api from "./api.js";
import { avatar, el, fullName, icon } from "./dom.js";
import { form, menu } from "./overlays.js";

const REMEMBERED = "sandbox-chat-person";
const LANGUAGES = [["en", "English"], ["es", "Español"], ["ru", "Русский"], ["de", "Deutsch"], ["fr", "Français"], ["pt-br", "Português"],
  ["uk", "Українська"], ["uz", "Oʻzbekcha"], ["kk", "Қазақша"], ["ar", "العربية"]];
const FIRST_PERSON = { id: 1001, first_name: "Ana", language_code: "en" };

/** The people, at least one, and who of them was asked for (by the address, or the last one here). */
export async function readPeople(asked) {
  let people = await api.people();
  if (people.length === 0) {
    await api.addPerson(FIRST_PERSON);
    people = await api.people();
  }
  const byId = (id) => people.find((person) => String(person.id) === id);
  return { people, person: byId(asked) ?? byId(localStorage.getItem(REMEMBERED)) ?? people[0] };
}

/** Links that come back in another tab open as this person. */
export function remember(person) {
  localStorage.setItem(REMEMBERED, person.id);
}

export function drawSwitcher(button, person) {
  button.replaceChildren(avatar(fullName(person), person.id, "small"),
    el("span", { class: "person-name" }, el("b", { dir: "auto" }, fullName(person)), el("small", {}, languageName(person.language_code))),
    icon("down"));
  button.dataset.userId = person.id;
}

/** `onChoose(id)` and `onChanged()` are called after the server knows. */
export function choosePerson(button, people, { onChoose, onChanged }) {
  menu(button, [
    ...people.map((person) => ({
      label: fullName(person), node: avatar(fullName(person), person.id, "small"),
      attributes: { "data-testid": "person", "data-user-id": person.id },
      run: () => onChoose(person.id),
      edit: () => personForm("Change person", person, async (values) => {
        await api.changePerson(person.id, values);
        await onChanged();
      }),
    })),
    null,
    { label: "Add person", icon: "plus", attributes: { "data-testid": "add-person" },
      run: () => personForm("Add person", null, async (values) => {
        const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
        await onChoose((await api.addPerson(given)).id);
      }) },
  ]);
}

function personForm(title, person, submit) {
  form(title, [
    { name: "first_name", label: "First name", value: person?.first_name, required: true },
    { name: "last_name", label: "Last name", value: person?.last_name ?? "" },
    { name: "username", label: "Username", value: person?.username ?? "" },
    { name: "language_code", label: "Language", type: "select", value: person?.language_code ?? "en", options: LANGUAGES },
  ], "Save", submit);
}

function languageName(code) {
  return LANGUAGES.find(([known]) => known === code)?.[1] ?? code ?? "no language";
}
