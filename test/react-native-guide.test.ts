import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "./support/commands/run-command.ts";
import { disposableFolder } from "./support/disposable-folder.ts";
import { docBlocks } from "./support/docs/doc-examples.ts";
import { program, root } from "./support/paths.ts";

/** The example for React Native compiles against the types of `react-native-webview`. React Native itself is too large to install. */
const temporary = disposableFolder();
afterAll(() => temporary.remove());

/** What the example and `react-native-webview` take of React Native. */
const reactNative = `
export declare const Linking: { openURL(url: string): Promise<void> };
export declare function useColorScheme(): "light" | "dark" | null | undefined;
export type NativeSyntheticEvent<Event> = { nativeEvent: Event };
export interface ViewProps { testID?: string }
export interface ViewStyle { flex?: number }
export interface NativeScrollEvent { zoomScale?: number }
export interface UIManagerStatic {}
export interface NativeMethodsMixin {}
export type StyleProp<Style> = Style | undefined;
`;

/** @returns what the compiler says against it. */
async function mistakesIn(name: string, code: string): Promise<string> {
  const folder = join(temporary.path, name);
  const packages = join(folder, "node_modules");
  mkdirSync(join(packages, "react-native"), { recursive: true });
  writeFileSync(join(packages, "react-native", "index.d.ts"), reactNative);
  symlinkSync(join(root, "test/api-clients/node_modules/react-native-webview"), join(packages, "react-native-webview"));
  mkdirSync(join(packages, "@types"));
  symlinkSync(join(root, "widget/node_modules/@types/react"), join(packages, "@types", "react"));
  writeFileSync(join(folder, "ChatScreen.tsx"), code);
  const compilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    preserveSymlinks: true,
    target: "es2022",
    lib: ["es2022"],
    types: [],
    module: "esnext",
    moduleResolution: "bundler",
    jsx: "react-jsx",
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.tsx"] }));
  return runCommand(program("tsc"), ["-p", folder, "--pretty", "false"], { cwd: folder }).catch(String);
}

test("the example compiles, and what the types do not have does not", async () => {
  const [block] = docBlocks().filter(({ info }) => info === "tsx react-native");
  const code = block?.code ?? "";
  expect(code).toContain("react-native-webview");
  expect(await mistakesIn("good", code)).toBe("");
  const wrong = {
    onMesage: code.replace("onMessage=", "onMesage="),
    injectScript: code.replace("injectJavaScript", "injectScript"),
    text: code.replace("nativeEvent.data", "nativeEvent.text"),
    address: code.replace("({ url })", "({ address })"),
  };
  for (const [name, broken] of Object.entries(wrong)) {
    expect(broken).not.toBe(code);
    expect(await mistakesIn(name, broken)).toContain(`'${name}'`);
  }
});
