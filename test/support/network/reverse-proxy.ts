import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { disposableFolder } from "#support/disposable-folder.ts";
import { waitUntil } from "#support/wait-until.ts";
import { endChild } from "#support/system/end-child.ts";

export const nginx = "/usr/sbin/nginx";
export const caddy = "/usr/bin/caddy";

/** A reverse proxy in a process of its own, with a folder of its own; disposing of it ends it. */
export class ReverseProxy implements AsyncDisposable {
  readonly #folder = disposableFolder();
  readonly #port: number;
  #child: ChildProcess | undefined;
  output = "";

  private constructor(port: number) {
    this.#port = port;
  }

  /** @param http what stands inside of nginx's `http { … }`; it listens on this port of the loopback interface. */
  static nginx(http: string, port: number): Promise<ReverseProxy> {
    const proxy = new ReverseProxy(port);
    const { path } = proxy.#folder;
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => {
      mkdirSync(join(path, kind));
      return `${kind}_temp_path ${join(path, kind)};`;
    });
    const user = process.getuid?.() === 0 ? "user root;\n" : "";
    const file = proxy.#write(
      "nginx.conf",
      `${user}daemon off;\npid ${path}/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary.join("\n")}\n${http}\n}\n`,
    );
    return proxy.#start(nginx, ["-p", path, "-e", "stderr", "-c", file]);
  }

  /** @param sites the sites of a Caddyfile; one listens on this port of the loopback interface. */
  static caddy(sites: string, port: number): Promise<ReverseProxy> {
    const proxy = new ReverseProxy(port);
    const file = proxy.#write("Caddyfile", `{\n  admin off\n  auto_https off\n  grace_period 100ms\n}\n${sites}`);
    return proxy.#start(caddy, ["run", "--config", file, "--adapter", "caddyfile"]);
  }

  #write(name: string, text: string): string {
    const file = join(this.#folder.path, name);
    writeFileSync(file, text);
    return file;
  }

  async #start(program: string, args: string[]): Promise<ReverseProxy> {
    const { path } = this.#folder;
    const env = { ...process.env, HOME: path, XDG_DATA_HOME: path, XDG_CONFIG_HOME: path };
    this.#child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    const collect = (chunk: Buffer): void => void (this.output += chunk.toString());
    this.#child.stdout?.on("data", collect);
    this.#child.stderr?.on("data", collect);
    const listens = (): Promise<boolean> =>
      new Promise((resolve) => {
        const socket = connect(this.#port, "127.0.0.1");
        socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
        socket.once("connect", () => socket.destroy());
      });
    if (!(await waitUntil(listens, 10_000))) {
      await this[Symbol.asyncDispose]();
      throw new Error(`${program} does not listen: ${this.output}`);
    }
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await endChild(this.#child);
    this.#folder.remove();
  }
}
