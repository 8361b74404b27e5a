import { keepWish } from "#attention/wish.ts";
import { type Cell, createCell, onePerChat } from "#react/features/cell.ts";

/** Kept in this browser: it is about the browser, not about a conversation. */
const wish = keepWish("read-aloud");

/** Whether every answer is read when it comes, as the visitor wishes. */
export const alwaysOf = onePerChat((): Cell<boolean> => {
  const cell = createCell(wish.read() === "on");
  return {
    ...cell,
    set(isOn) {
      wish.save(isOn ? "on" : "off");
      cell.set(isOn);
    },
  };
});
