# U-Boot script that boots Xen on linux,dummy-virt: made by xenup 1.2.3 from xenup.answers.yaml; do not edit, run "xenup generate" instead
# boot.scr is this text with U-Boot's image header. U-Boot goes on after a failed command, and before 2023.04
# "exit" does not stop a sourced script: so each step runs only while xenup_state is ok, and booti stands in the branch
# of success. Messages are quoted, since a U-Boot with CONFIG_SYS_MAXARGS=16 refuses a command of more words.
echo xenup: booting Xen with xenup 1.2.3
setenv xenup_state ok

# Find the devices first: U-Boot looks for virtio devices only when told to.
virtio scan

# Xen: no file was given: 8 MiB kept for it.
if test ${xenup_state} = ok; then
  if load virtio 0:1 0x40600000 xen; then
    if itest 0x${filesize} -le 0x800000; then
      echo xenup: Xen is at 0x40600000, 0x${filesize} bytes
    else
      setenv xenup_state failed; echo 'xenup: stopped: xen is larger than its place of 8 MiB: run xenup generate again with the new file'
    fi
  else
    setenv xenup_state failed; echo 'xenup: stopped: xen could not be loaded from virtio 0:1: look at ls virtio 0:1'
  fi
fi

# dom0 kernel: no file was given: 64 MiB kept for it.
if test ${xenup_state} = ok; then
  if load virtio 0:1 0x40e00000 Image; then
    setenv xenup_kernel_size 0x${filesize}
    if itest 0x${filesize} -le 0x4000000; then
      echo xenup: dom0 kernel is at 0x40e00000, 0x${filesize} bytes
    else
      setenv xenup_state failed; echo 'xenup: stopped: Image is larger than its place of 64 MiB: run xenup generate again with the new file'
    fi
  else
    setenv xenup_state failed; echo 'xenup: stopped: Image could not be loaded from virtio 0:1: look at ls virtio 0:1'
  fi
fi

# dom0 initramfs: no file was given: 128 MiB kept for it.
if test ${xenup_state} = ok; then
  if load virtio 0:1 0x44e00000 initrd.img; then
    setenv xenup_initrd_size 0x${filesize}
    if itest 0x${filesize} -le 0x75200000; then
      echo xenup: dom0 initramfs is at 0x44e00000, 0x${filesize} bytes
    else
      setenv xenup_state failed; echo 'xenup: stopped: initrd.img is larger than its place of 1.8 GiB: run xenup generate again with the new file'
    fi
  else
    setenv xenup_state failed; echo 'xenup: stopped: initrd.img could not be loaded from virtio 0:1: look at ls virtio 0:1'
  fi
fi

# What we write makes the tree grow: it goes into the copy at 0x40400000, the only tree that is handed on.
if test ${xenup_state} = ok; then
  # The tree that U-Boot itself runs with is copied, not changed; the copy has room to grow.
  if fdt addr ${fdtcontroladdr} && fdt move ${fdtcontroladdr} 0x40400000 0x17c000; then
    echo xenup: device tree is at 0x40400000
  else
    setenv xenup_state failed; echo 'xenup: stopped: the device tree of U-Boot could not be moved; look at: printenv fdtcontroladdr'
  fi
fi

# /chosen carries everything: addresses and sizes as two cells each, both command lines, one node a module.
if test ${xenup_state} = ok; then
  fdt get size xenup_n /chosen || fdt mknod / chosen
  if fdt set /chosen '#address-cells' <0x2> && fdt set /chosen '#size-cells' <0x2>; then
    echo 'xenup: /chosen takes two cells for addresses and sizes'
  else
    setenv xenup_state failed; echo 'xenup: stopped: /chosen could not be changed'
  fi
fi

# Always both command lines, under the names that only Xen reads: a bare bootargs would go to whoever has none.
if test ${xenup_state} = ok; then
  if fdt set /chosen xen,xen-bootargs 'console=dtuart dtuart=/pl011@9000000 dom0_mem=768M dom0_max_vcpus=2 loglvl=all guest_loglvl=all noreboot'; then
    echo 'xenup: Xen has its command line'
  else
    setenv xenup_state failed; echo 'xenup: stopped: the command line of Xen could not be set'
  fi
fi
if test ${xenup_state} = ok; then
  if fdt set /chosen xen,dom0-bootargs 'console=hvc0 earlycon=xenboot clk_ignore_unused'; then
    echo 'xenup: dom0 has its command line'
  else
    setenv xenup_state failed; echo 'xenup: stopped: the command line of dom0 could not be set'
  fi
fi

# dom0: the kernel that Xen starts as dom0. Its size is what U-Boot counted when it loaded the file.
if test ${xenup_state} = ok; then
  fdt mknod /chosen dom0
  if fdt set /chosen/dom0 compatible "multiboot,kernel" "multiboot,module" && fdt set /chosen/dom0 reg <0x0 0x40e00000 0x0 ${xenup_kernel_size}>; then
    echo xenup: dom0 kernel is module dom0
  else
    setenv xenup_state failed; echo 'xenup: stopped: module dom0 could not be described'
  fi
fi
# dom0-ramdisk: the initramfs that Xen hands to dom0. Its size is what U-Boot counted when it loaded the file.
if test ${xenup_state} = ok; then
  fdt mknod /chosen dom0-ramdisk
  if fdt set /chosen/dom0-ramdisk compatible "multiboot,ramdisk" "multiboot,module" && fdt set /chosen/dom0-ramdisk reg <0x0 0x44e00000 0x0 ${xenup_initrd_size}>; then
    echo xenup: dom0 initramfs is module dom0-ramdisk
  else
    setenv xenup_state failed; echo 'xenup: stopped: module dom0-ramdisk could not be described'
  fi
fi

# The tree stays where it was prepared. Left alone, U-Boot copies it to a place of its own choice (bootm_size, fdt_high),
# over whatever was loaded there. A warning of newer U-Boots is about trees at odd addresses, which this one is not.
setenv fdt_high 0xffffffffffffffff

# What Xen will read, for comparison with BRINGUP.md; then the jump. booti comes back only when it failed.
if test ${xenup_state} = ok; then
  fdt print /chosen
  echo 'xenup: all files are loaded and described'
  booti 0x40600000 - 0x40400000
  setenv xenup_state failed; echo 'xenup: stopped: booti came back: the file loaded as Xen is no arm64 Image'
fi
