import type { RequestHandler } from "express";
import type { Logger } from "#app/logger.ts";

/** A host's route with a parameter (`/:shop`) would have no end of them. */
const mostMounts = 16;

/** The paths below which a router answers: an application mounts it where it likes, and says so to nobody. */
export type Mounts = {
  /** Learns from requests, and tells the operator once when the public URL says something else. */
  learn: RequestHandler;
  /** The beginning of the path, to be cut off; undefined: the rest is not `path`. */
  prefixOf(requestPath: string, path: string): string | undefined;
  /** Where a path of ours may lie in the application, as far as is known; the likeliest first. */
  pathsOf(path: string): string[];
  publicUrl: string;
  /** The public URL of what is mounted at `baseUrl`. */
  urlAt(baseUrl: string): string;
};

export function createMounts(publicUrl: string, logger: Logger): Mounts {
  const { origin, pathname } = new URL(publicUrl);
  const publicPath = pathname.replace(/\/+$/, "");
  // A proxy may cut the public path off, or not.
  const prefixes = new Set(["", publicPath]);
  let warned = false;

  return {
    learn({ baseUrl }, _response, next) {
      if (!prefixes.has(baseUrl) && prefixes.size < mostMounts) prefixes.add(baseUrl);
      if (!publicPath.endsWith(baseUrl) && !warned) {
        warned = true;
        logger.warn(
          { mountedAt: baseUrl, publicUrl },
          `the server is mounted at a path that its publicUrl does not have: addresses that it gives to platforms are wrong; set publicUrl to ${origin}${baseUrl}`,
        );
      }
      next();
    },
    prefixOf(requestPath, path) {
      if (!requestPath.endsWith(path)) return undefined;
      const prefix = requestPath.slice(0, -path.length);
      return prefixes.has(prefix) ? prefix : undefined;
    },
    pathsOf: (path) => [...new Set([publicPath, ...prefixes])].map((prefix) => prefix + path),
    publicUrl,
    urlAt: (baseUrl) => (publicPath.endsWith(baseUrl) ? publicUrl : origin + baseUrl),
  };
}
