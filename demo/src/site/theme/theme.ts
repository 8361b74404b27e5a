import "@causerie/widget/element";
import { byId, connectCopyButtons } from "#site/scripts/copying.ts";
import { createStillChat, said, wrote } from "#site/gallery/still-chat.ts";
import { type Choice, type Control, controls, toCss, toScriptTag, toValue } from "./controls.ts";

const preview = document.createElement("causerie-chat");
preview.setAttribute("mode", "inline");
preview.setAttribute("heading", "Aubrelle Line");
preview.setAttribute("features", "face");
preview.chat = createStillChat({
  entries: [
    wrote("When does the last ferry leave?"),
    said({
      type: "text",
      text: "At **19:40** from pier 2. More on [the timetable](https://harbour.example).",
      buttons: [{ type: "postback", label: "Book a seat", link: "book" }],
      quickReplies: [
        { type: "text", label: "Another day" },
        { type: "text", label: "With a bicycle" },
      ],
    }),
  ],
});
byId("preview").append(preview);

/** In the order of the controls. */
const values = controls.map(({ initial }) => initial);
controls.forEach((control, index) => {
  const label = document.createElement("label");
  const input = toInput(control);
  input.addEventListener("input", () => {
    values[index] = input.value;
    update();
  });
  label.append(control.label, input);
  byId("controls").append(label);
});
update();

function toInput(control: Control): HTMLInputElement | HTMLSelectElement {
  if ("attribute" in control || control.kind === "choice") {
    const select = document.createElement("select");
    const options =
      "attribute" in control ? control.options.map((name) => [name, name]) : Object.entries(control.options);
    for (const [name = "", value = ""] of options) select.append(new Option(name, value));
    return select;
  }
  const input = document.createElement("input");
  input.type = control.kind;
  if (control.kind === "range")
    Object.assign(input, { min: String(control.min), max: String(control.max), step: String(control.step) });
  // A field for a colour has always one.
  input.value = control.initial || "#ffffff";
  return input;
}

function update(): void {
  const choices: Choice[] = controls.map((control, index) => ({ control, value: values[index] ?? "" }));
  for (const { control, value } of choices)
    if ("attribute" in control) preview.setAttribute(control.attribute, value);
    else if (value === "" || value === control.initial) preview.style.removeProperty(control.property);
    else preview.style.setProperty(control.property, toValue(control, value));
  byId("as-attributes").textContent = toScriptTag(choices, "https://bot.example.com/causerie.js");
  byId("as-css").textContent = toCss(choices);
}

connectCopyButtons();
