// What this extension uses of JupyterLab, taken from what JupyterLab shares with all extensions (remoteEntry.js).

const { scope } = window._JUPYTERLAB["@ledelsesrum/elev"];

// The version in use; else the newest, as webpack does with what there may be only one of.
function versionOf(versions) {
  const newestFirst = Object.keys(versions).sort((a, b) => b.localeCompare(a, undefined, { numeric: true }));
  return newestFirst.find((version) => versions[version].loaded) ?? newestFirst[0];
}

async function take(name) {
  const versions = scope[name];
  if (!versions) throw new Error(`JupyterLab deler ikke ${name}. Ledelsesrums knapper kræver JupyterLab 4.`);
  return (await versions[versionOf(versions)].get())();
}

export const { Dialog, ICommandPalette, IToolbarWidgetRegistry } = await take("@jupyterlab/apputils");
export const { CommandToolbarButton } = await take("@jupyterlab/ui-components");
export const { INotebookTracker } = await take("@jupyterlab/notebook");
export const { ServerConnection } = await take("@jupyterlab/services");
export const { URLExt } = await take("@jupyterlab/coreutils");
export const { Widget } = await take("@lumino/widgets");
export const { VirtualDOM, h } = await take("@lumino/virtualdom");
