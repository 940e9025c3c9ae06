/** A part of ours that is fetched when it is first wanted, from the server at `base`. */
export const later = (base: string, name: string): Promise<unknown> =>
  import(/* @vite-ignore */ `${base}/static/web/${name}.js`);
