/** Paths on a field of 24 by 24, drawn as lines. Separate from the others, so that the loader stays small. */
export const launcherIcons = {
  chat: "M20 11.5a7.5 7.5 0 0 1-10.9 6.7L4.5 19.5l1.3-4.3A7.5 7.5 0 1 1 20 11.5Z",
  down: "M6 9.5l6 6 6-6",
} as const;
