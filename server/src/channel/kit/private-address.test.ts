import { expect, test } from "vitest";
import { isPrivateAddress } from "./private-address.ts";

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "255.255.255.255",
  "::1",
  "::",
  "fd00::1",
  "fe80::1%eth0",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "::127.0.0.1",
  "::10.0.0.1",
  "3fff::1",
  "5f00::1",
  "::ffff:0:10.0.0.1",
  "64:ff9b:1::1",
  "100::1",
  "100:0:0:1::1",
  "2001:0:53aa:64c:0:fbff:f5ff:fffe",
  "2001:10::1",
  "2001:db8::1",
  "4000::1",
  "fec0::1",
  "ff02::1",
  "192.0.0.8",
  "198.19.255.255",
  "203.0.113.9",
  "239.1.2.3",
])("%s is no address of the internet", (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each(["8.8.8.8", "157.240.1.35", "172.32.0.1", "192.169.0.1", "2a03:2880:f12f:83:face:b00c:0:25de"])(
  "%s is",
  (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  },
);
