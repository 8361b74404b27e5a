import { expect, test } from "vitest";
import { installMissing, type SystemProgram } from "./system-programs.ts";

/** A Debian with these programs, and these packages that can be installed. */
function system(there: string[], available: string[]) {
  const installed = new Set(there);
  const said: string[] = [];
  const execute = (command: readonly string[]): { ok: boolean; output: string } => {
    said.push(command.join(" "));
    const [program, , ...rest] = command;
    if (program === "apt-cache") return { ok: available.includes(rest[0] ?? ""), output: "" };
    const packages = rest.filter((word) => !word.startsWith("-"));
    if (rest[0] !== "-y") return { ok: true, output: "" };
    if (!packages.every((name) => available.includes(name))) return { ok: false, output: "Unable to locate package" };
    for (const name of packages) installed.add(name);
    return { ok: true, output: "" };
  };
  const program = (packageName: string): SystemProgram => ({
    name: packageName,
    packageName,
    isThere: () => installed.has(packageName),
  });
  return { said, execute, programs: ["chromium", "redis-server", "caddy", "nginx-light"].map(program) };
}

const namesOf = (programs: readonly SystemProgram[]): string[] => programs.map(({ name }) => name);

test("what is missing is installed in one call, and only that", () => {
  const { said, execute, programs } = system(["chromium"], ["chromium", "redis-server", "caddy", "nginx-light"]);
  expect(namesOf(installMissing(programs, execute))).toEqual([]);
  expect(said.filter((command) => command.includes("install"))).toEqual([
    "apt-get install -y -qq redis-server caddy nginx-light",
  ]);
});

test("a package that the system does not know keeps no other from being installed, and stays missing", () => {
  const { execute, programs } = system(["chromium"], ["redis-server", "nginx-light"]);
  expect(namesOf(installMissing(programs, execute))).toEqual(["caddy"]);
});

test("nothing is run where nothing is missing, or nothing may be installed", () => {
  const whole = system(["chromium", "redis-server", "caddy", "nginx-light"], []);
  expect(installMissing(whole.programs, whole.execute)).toEqual([]);
  expect(whole.said).toEqual([]);
  const foreign = system(["chromium"], ["redis-server"]);
  expect(namesOf(installMissing(foreign.programs, undefined))).toEqual(["redis-server", "caddy", "nginx-light"]);
});
