// It has no way to get answers unasked, so the bench calls its method.
let element;
let history = [];
globalThis.contender = {
  load: () => import(new URL("/peers/deep-chat.js", location.href).href),
  remember(texts) {
    history = texts.map((text) => ({ role: "ai", text }));
  },
  mount(box) {
    element = document.createElement("deep-chat");
    element.connect = { url: "/nowhere" };
    element.history = history;
    box.append(element);
  },
  isUsable: (box) => box.firstElementChild?.shadowRoot?.querySelector("#text-input") instanceof HTMLElement,
  lastText: (box) => [...box.firstElementChild.shadowRoot.querySelectorAll(".message-bubble")].at(-1)?.textContent,
  answer(texts) {
    for (const text of texts) element.addMessage({ role: "ai", text });
  },
  grow(text) {
    element.addMessage({ role: "ai", text }, true);
  },
};
