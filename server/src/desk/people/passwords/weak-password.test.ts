import { expect, test } from "vitest";
import { refuseWeakPassword } from "./weak-password.ts";

const own = ["Robin Hooper", "rhooper@example.com"];

test.each([
  "passwordpassword",
  "P@ssw0rd P@ssw0rd!",
  "administrator2026",
  "qwertyuiopasdfghjkl",
  "123456789012345678",
  "abcdefghijklmnopqrst",
  "aaaaaaaaaaaaaaaaaaaaaaa",
  "abcabcabcabcabcabc",
  "robinhooper-robin!",
  "Example.com 123456",
  "!!!!!!!!!!!!!!!!!!!!",
])("%s is too easy", (password) => {
  expect(() => refuseWeakPassword(password, own)).toThrow(expect.objectContaining({ code: "weak_password" }));
});

test.each([
  "correct horse battery staple",
  "forty blue herons walk",
  "kV9#tq2!mZr7pLw",
  "une girafe danse lentement",
  "コーヒーを飲みながら歩く朝の道",
  "my robin sings at noon daily",
])("%s is taken", (password) => {
  expect(() => refuseWeakPassword(password, own)).not.toThrow();
});
