import { extraIcons } from "@causerie/widget/theme/extra-icons.ts";
import { icons as chatIcons } from "@causerie/widget/theme/icons.ts";

/** Paths on a field of 24 by 24, drawn as lines, like those of the chat. */
export const icons = {
  close: chatIcons.close,
  send: chatIcons.send,
  alert: extraIcons.alert,
  file: extraIcons.file,
  check: extraIcons.check,
  attach: "M18.5 11.5l-6.8 6.8a4.2 4.2 0 0 1-6-6l7.5-7.4a2.8 2.8 0 0 1 4 4l-7.4 7.4a1.4 1.4 0 0 1-2-2l6.5-6.4",
  next: extraIcons.next,
  back: "M14.5 6l-6 6 6 6",
  search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM15.5 15.5L20 20",
  filter: "M4 6.5h16M7 12h10M10 17.5h4",
  more: "M5.5 12h.1M12 12h.1M18.5 12h.1",
  menu: "M4 7h16M4 12h16M4 17h16",
  person: "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM4.5 20a7.5 7.5 0 0 1 15 0",
  details: "M4 5.5h16v13H4zM14.5 5.5v13",
  bell: "M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 2H5zM10 20.5h4",
  keys: "M3.5 7h17v10h-17zM7 10.5h.1M10.5 10.5h.1M14 10.5h.1M17 10.5h.1M8 14h8",
  down: "M6 9.5l6 6 6-6",
} as const;
