import { type Cell, createCell, onePerChat } from "#react/features/cell.ts";
import { readWish, writeWish } from "#react/features/kept-switch.ts";

const name = "read-aloud";

/** Whether every answer is read when it comes: the visitor's wish, kept in this browser. */
export const alwaysOf = onePerChat((): Cell<boolean> => {
  const cell = createCell(readWish(name));
  return {
    ...cell,
    set(isOn) {
      writeWish(name, isOn);
      cell.set(isOn);
    },
  };
});
