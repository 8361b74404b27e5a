/**
 * Shows a text beside the icon of the launcher, and makes it the beginning of the accessible name: who speaks to the browser says
 * what they see.
 * @returns a function that takes it away.
 */
export function showLabel(launcher: HTMLElement, label: string): () => void {
  const element = document.createElement("span");
  element.className = "causerie-launcher-label";
  element.setAttribute("part", "launcher-label");
  element.dir = "auto";
  element.textContent = `${label} `;
  // Before the number of unread messages, as in the name.
  launcher.querySelector(".causerie-badge")?.before(element);
  if (!element.isConnected) launcher.append(element);
  /** The name that the chat gives it, and what that has become here. */
  let given = "";
  let named = "";
  /** The name without a number of unread messages, whose place the label takes. */
  let plain = "";

  function name(): void {
    const { ariaLabel } = launcher;
    if (ariaLabel === null || ariaLabel === named) return;
    given = ariaLabel;
    const badge = launcher.querySelector<HTMLElement>(".causerie-badge");
    if (badge === null || badge.hidden) plain = given;
    named = plain !== "" && given.startsWith(plain) ? label + given.slice(plain.length) : `${label}, ${given}`;
    launcher.ariaLabel = named;
  }

  name();
  const observer = new MutationObserver(name);
  observer.observe(launcher, { attributes: true, attributeFilter: ["aria-label"] });
  return () => {
    observer.disconnect();
    element.remove();
    if (launcher.ariaLabel === named) launcher.ariaLabel = given;
  };
}
