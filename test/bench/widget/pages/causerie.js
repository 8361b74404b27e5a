// Answers come over the chat's own connection: the bench appends them to the log of its server.
globalThis.contender = {
  async load() {
    // The chunk that the element would fetch when it is opened, so that its load is not part of the mount.
    const element = new URL("/causerie/element.js", location.href).href;
    await import(element);
    const source = await (await fetch(element)).text();
    await import(`/causerie/${/chat-[\w-]+\.js/.exec(source)[0]}`);
  },
  mount(box) {
    const element = document.createElement("causerie-chat");
    element.setAttribute("endpoint", "/web");
    element.setAttribute("mode", "inline");
    box.append(element);
  },
  isUsable: (box) => box.firstElementChild?.shadowRoot.querySelector("textarea")?.disabled === false,
  lastText: (box) => [...box.firstElementChild.shadowRoot.querySelectorAll(".causerie-message")].at(-1)?.textContent,
};
