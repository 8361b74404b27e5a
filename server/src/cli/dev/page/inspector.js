// Runs in the author's browser as it is. The shape of a turn is `InspectedTurn` in inspect-turns.ts.
const list = document.querySelector("#turns");
const status = document.querySelector("#status");
document.querySelector("#clear").addEventListener("click", () => list.replaceChildren());

const mistakes = document.querySelector("#mistakes");

const source = new EventSource("/dev/turns");
source.addEventListener("open", () => (status.textContent = "connected"));
source.addEventListener("error", () => (status.textContent = "the bot starts anew …"));
source.addEventListener("reset", begin);
source.addEventListener("message", ({ data }) => list.prepend(turnItem(JSON.parse(data))));
source.addEventListener("mistakes", ({ data }) => showMistakes(JSON.parse(data)));

/** The bot has started. A page that was opened before it could has no chat yet. */
function begin() {
  list.replaceChildren();
  const wasBroken = mistakes.childElementCount > 0;
  mistakes.replaceChildren();
  if (wasBroken && customElements.get("causerie-chat") === undefined) location.reload();
}

function showMistakes(problems) {
  status.textContent = "the bot cannot start";
  mistakes.replaceChildren(
    element("h2", {}, "The bot cannot start"),
    ...problems.map((problem) => element("pre", { tabindex: "0" }, problem)),
    element("p", {}, "Mend it and save the file: the bot starts by itself, and this goes away."),
  );
}

function turnItem(turn) {
  const item = element("li", {}, element("h2", {}, `${turn.seq}. ${turn.event}`));
  const facts = element("dl");
  const add = (name, ...values) => {
    if (values.length > 0) facts.append(element("dt", {}, name), element("dd", {}, ...values));
  };
  add("story", turn.step === undefined ? turn.story : `${turn.story}, step ${turn.step}`);
  add("outcome", turn.blocked === undefined ? turn.outcome : `${turn.outcome}: ${turn.blocked}`);
  add("slots", ...turn.slots.map(slot));
  if (turn.waitsFor !== undefined)
    add("waits for", `${turn.waitsFor.slot ?? "an answer"}, asked ${turn.waitsFor.attempts} ×`);
  if (turn.suspended.length > 0) add("interrupted", turn.suspended.join(", "));
  if (turn.answer.length > 0) add("answer", turn.answer.join("\n"));
  if (turn.losses.length > 0)
    add("not shown", element("span", { class: "bad" }, turn.losses.map((loss) => JSON.stringify(loss)).join("\n")));
  for (const problem of turn.problems) add("problem", element("pre", { class: "bad", tabindex: "0" }, problem));
  add("took", `${turn.ms} ms`);
  const why = element(
    "details",
    {},
    element("summary", {}, "Why"),
    element("pre", { tabindex: "0" }, turn.why.join("\n")),
  );
  item.append(facts, why);
  return item;
}

function slot({ name, value, isNew }) {
  return element("div", isNew ? { class: "new" } : {}, `${name} = ${JSON.stringify(value)}${isNew ? " (new)" : ""}`);
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
