/**
 * Fetches a file, and once more where its download fails: some browsers, as Firefox, keep that a module did not come, and answer each later
 * `import()` of its address with that. The second try has another address, which the build has written into the function.
 */
export async function importOrAgain<Module>(fetch: () => Promise<Module>): Promise<Module> {
  try {
    return await fetch();
  } catch (error) {
    const [, address] = /\bimport\(["'`](\.\/[^"'`]+)/.exec(String(fetch)) ?? [];
    // A bundler of the page's own has another way to fetch.
    if (address === undefined) throw error;
    tries += 1;
    return (await import(/* @vite-ignore */ /* webpackIgnore: true */ `${address}?again=${tries}`)) as Module;
  }
}

let tries = 0;
