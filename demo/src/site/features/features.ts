import "@causerie/widget/element";
import { byId, connectCopyButtons } from "#site/scripts/copying.ts";
import { type Choice, comesByItself, groups, settingsOf, toScriptTag } from "./choices.ts";

const chat = document.querySelector("causerie-chat");
if (chat === null) throw new Error("the page has no chat");
const choices = groups.flatMap((group) => group.choices);
const chosen = new Set(choices.filter(({ isOn }) => isOn));
const settingNames = new Set(choices.flatMap(({ settings = {} }) => Object.keys(settings)).concat("features"));

for (const { title, choices: members } of groups) {
  const group = document.createElement("fieldset");
  const legend = document.createElement("legend");
  legend.textContent = title;
  group.append(legend, ...members.map(toRow));
  byId("choices").append(group);
}
connectCopyButtons();
update();
// On a phone the open chat hides the page.
if (matchMedia("(min-width: 1100px)").matches) chat.setAttribute("open", "");

function toRow(choice: Choice): HTMLElement {
  const row = document.createElement("div");
  row.className = "choice";
  const hint = document.createElement("p");
  hint.id = `hint-${choice.feature}`;
  hint.textContent = choice.hint;
  row.append(comesByItself(choice.feature) ? toName(choice) : toSwitch(choice, hint.id), hint);
  if (choice.say !== undefined) row.append(toTrial(choice.say));
  return row;
}

function toName({ label }: Choice): HTMLElement {
  const name = document.createElement("strong");
  name.textContent = label;
  return name;
}

function toSwitch(choice: Choice, hintId: string): HTMLElement {
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "checkbox";
  input.checked = chosen.has(choice);
  input.setAttribute("aria-describedby", hintId);
  input.addEventListener("change", () => {
    if (input.checked) chosen.add(choice);
    else chosen.delete(choice);
    update();
  });
  label.append(input, choice.label);
  return label;
}

/** A button that asks the bot for what shows the feature. */
function toTrial(words: string): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet";
  button.textContent = `Say “${words}”`;
  button.addEventListener("click", () => {
    chat?.open();
    void chat?.send(words);
  });
  return button;
}

/** The chat and the lines follow what is chosen, in the order of the page. */
function update(): void {
  const inOrder = choices.filter((choice) => chosen.has(choice));
  const settings = settingsOf(inOrder);
  for (const name of settingNames) {
    const value = settings[name];
    if (value === undefined) chat?.removeAttribute(name);
    else chat?.setAttribute(name, value);
  }
  byId("lines").textContent = toScriptTag(inOrder, "https://bot.example.com/causerie.js");
}
