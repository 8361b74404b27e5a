import { shellName } from "./protocol.ts";

/** Sends a message to the app. */
export type Post = (text: string) => void;

/** What receives messages in an app. */
type Port = { postMessage(text: string): void };

/** What apps put into the page before it loads. */
export type ShellScope = {
  ReactNativeWebView?: unknown;
  webkit?: unknown;
  [shellName]?: unknown;
};

/** How an app of each kind is reached. Android and Flutter inject the same object. */
const ports = {
  android: (scope) => scope[shellName],
  flutter: (scope) => scope[shellName],
  ios: (scope) => property(property(scope.webkit, "messageHandlers"), shellName),
  "react-native": (scope) => scope.ReactNativeWebView,
} satisfies Record<string, (scope: ShellScope) => unknown>;

/** The kinds of apps that the operator may allow. */
export const shellKinds = Object.keys(ports);

/** The app around the page, if it is of an allowed kind. In a browser there is none. */
export function findShell(allowed: readonly string[], scope: ShellScope): Post | undefined {
  for (const [kind, find] of Object.entries(ports)) {
    const port = allowed.includes(kind) ? find(scope) : undefined;
    // Not `port.postMessage` by itself: an injected object takes only calls on itself.
    if (isPort(port)) return (text) => port.postMessage(text);
  }
  return undefined;
}

function isPort(value: unknown): value is Port {
  return typeof property(value, "postMessage") === "function";
}

function property(of: unknown, name: string): unknown {
  // Not `instanceof`: what Java has injected may have no prototype of ours.
  return typeof of === "object" && of !== null ? (Reflect.get(of, name) as unknown) : undefined;
}
