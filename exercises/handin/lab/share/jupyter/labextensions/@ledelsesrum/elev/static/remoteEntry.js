// The container that JupyterLab loads this extension from. Written by hand, so that there is nothing to build: JupyterLab asks
// a container for no more than these two functions, and the extension's own files are modules that every browser can read.
//
//   init(scope)  is told what JupyterLab shares with its extensions (jupyter.js takes from it)
//   get(name)    gives a function that gives the module of that name in package.json's "_build"

(() => {
  const FILES = { "./extension": "./plugin.js", "./style": "./style.js" };
  const container = {
    init(scope) { container.scope = scope; },
    async get(name) {
      const { default: exported } = await import(FILES[name]);
      return () => ({ __esModule: true, default: exported }); // JupyterLab writes in it, which a module forbids
    },
  };
  (window._JUPYTERLAB ??= {})["@ledelsesrum/elev"] = container;
})();
