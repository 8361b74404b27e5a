import { launcherIcons } from "./launcher-icons.ts";

/** Paths on a field of 24 by 24, drawn as lines. */
export const icons = {
  ...launcherIcons,
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  send: "M12 19V5.5M6 11.5l6-6 6 6",
  stop: "M8 8h8v8H8z",
  pin: "M12 20.5s-6.5-5.6-6.5-10.5a6.5 6.5 0 0 1 13 0c0 4.9-6.5 10.5-6.5 10.5ZM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
} as const;
