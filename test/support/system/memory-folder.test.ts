import { expect, test } from "vitest";
import { isFit } from "./memory-folder.ts";

const mounts = (options: string, type = "tmpfs"): string =>
  `proc /proc proc rw,noexec 0 0\n${type} /dev/shm ${type} rw,${options} 0 0\ntmpfs /run tmpfs rw,noexec 0 0\n`;

test.each([
  ["there is room, and programs run", mounts("relatime,size=24684084k"), 20e9, true],
  ["there is little room, as in a container", mounts("relatime"), 64e6, false],
  ["nothing may be executed, as in a container", mounts("nosuid,nodev,noexec,relatime"), 20e9, false],
  ["it is no memory", mounts("relatime", "ext4"), 20e9, false],
  ["it is not there", "proc /proc proc rw 0 0\n", 20e9, false],
])("whether temporary files go to memory: %s", (_, text, room, fit) => {
  expect(isFit(text, room)).toBe(fit);
});
