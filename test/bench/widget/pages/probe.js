// What the bench asks of each page, whichever chat is on it.
const frame = () => new Promise(requestAnimationFrame);
const box = document.querySelector("#box");

globalThis.probe = {
  /** Mounts, and waits until the visitor can write and has seen it. */
  async mount() {
    contender.mount(box);
    while (!contender.isUsable(box)) await frame();
    await frame();
    await frame();
  },
  /** Waits until the last message of the thread ends with the text, and has been painted. */
  async shown(end) {
    while (!contender.lastText(box)?.includes(end)) await frame();
    await frame();
    await frame();
  },
};
