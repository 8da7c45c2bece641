"""A jupyter_client kernel provisioner whose kernels are sandboxes, and the kernel manager that asks for it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from importlib.metadata import EntryPoint

import zmq
import zmq.asyncio
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.provisioning import KernelProvisionerBase, KernelProvisionerFactory
from traitlets import Callable as CallableTrait
from traitlets import default

from course.grading.sandbox.sandbox import Sandbox

NAME = "ledelsesrum-sandbox"
LARGEST = 10 * 2**20  # bytes of one message; a kernel that sends a larger one is cut off
WAITING = 250  # messages


class SandboxProvisioner(KernelProvisionerBase):
    """Give the kernel manager a kernel in a sandbox that is warm already; it is never started again and serves nobody else."""

    sandbox: Sandbox | None = None

    @property
    def has_process(self) -> bool:
        return self.sandbox is not None

    async def poll(self) -> int | None:
        return self.sandbox.process.poll() if self.sandbox else 0

    async def wait(self) -> int | None:
        while await self.poll() is None:
            await asyncio.sleep(0.02)
        sandbox, self.sandbox = self.sandbox, None
        if sandbox:
            sandbox.destroy()
        return sandbox.process.returncode if sandbox else 0

    async def send_signal(self, signum: int) -> None:
        """End it by SIGTERM and SIGKILL; whoever wants to interrupt it sends a message."""
        if self.sandbox and signum in (signal.SIGTERM, signal.SIGKILL):
            self.sandbox.destroy()

    async def kill(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart: bool = False) -> None:
        if self.sandbox:
            self.sandbox.destroy()
            self.sandbox = None

    async def pre_launch(self, **kwargs) -> dict:
        """Nothing of what is asked for reaches a sandbox: neither the folder nor the environment."""
        return {"cmd": []}

    async def launch_kernel(self, cmd: list[str], **kwargs) -> dict:
        self.sandbox = self.parent.take()
        self.connection_info = self.sandbox.connection
        return self.connection_info


class OnlySandboxes(KernelSpecManager):
    """Whatever kernel a notebook names, it is Python in a sandbox; interrupted by a message, since its processes cannot be seen from here."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(
            argv=[], name=kernel_name, display_name="Python", language="python", interrupt_mode="message",
            metadata={"kernel_provisioner": {"provisioner_name": NAME, "config": {}}},
        )


class SandboxManager(AsyncKernelManager):
    """A kernel manager for one kernel in one sandbox, which ``take`` gives it."""

    take: Callable[[], Sandbox] = CallableTrait()

    @default("kernel_spec_manager")
    def _only_sandboxes(self) -> KernelSpecManager:
        return OnlySandboxes()

    @default("context")
    def _careful_context(self) -> zmq.asyncio.Context:
        """Sockets that hold little, and connect once: what stands under the name later may be something a student put there."""
        self._created_context = True
        context = zmq.asyncio.Context()
        for option, value in ((zmq.RECONNECT_IVL, -1), (zmq.MAXMSGSIZE, LARGEST), (zmq.RCVHWM, WAITING)):
            context.setsockopt(option, value)
        return context

    def write_connection_file(self, **kwargs) -> None:
        """Nobody needs it here, and the key to a kernel need not lie on the disk."""

    def cleanup_ipc_files(self) -> None:
        """They are gone with the sandbox."""


def register() -> None:
    """Make the provisioner known to jupyter_client, as an entry point of an installed package would."""
    entry = EntryPoint(NAME, f"{__name__}:SandboxProvisioner", KernelProvisionerFactory.GROUP_NAME)
    KernelProvisionerFactory.instance().provisioners[NAME] = entry
