// Answers come over its event stream, which the bench serves.
globalThis.contender = {
  load: () =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = "/peers/tock-react-kit.js";
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    }),
  // Many at once it would show one by one.
  remember(texts) {
    const messages = texts.map((message) => ({ type: "message", author: "bot", message, buttons: [] }));
    localStorage.setItem("tockMessageHistory", JSON.stringify(messages));
  },
  mount(box) {
    const localStorageHistory = { enable: true, maxNumberMessages: 10_000 };
    globalThis.TockReact.renderChat(box, "/tock", undefined, {}, { localStorageHistory });
  },
  isUsable: (box) => box.querySelector("input")?.disabled === false,
  lastText: (box) => [...box.querySelectorAll("li")].at(-1)?.textContent,
};
