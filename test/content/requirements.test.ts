/**
 * Every statement of the requirements of Xen on Arm has a home: a page that says it as it holds today, with what it was
 * and what replaced it where it has aged, and an artifact that has the form of today.
 */
import { describe, expect, test } from 'vitest'
import { loadLibrary } from '../../src/content/library.ts'
import { rendered } from '../artifacts/fixtures.ts'

const library = loadLibrary()

/** The text of `steps/xen` or, after a `#`, of one section, its lines joined. */
function told(place: string): string {
  const [id = '', heading] = place.split('#')
  const page = library.page(id)
  const text =
    heading === undefined
      ? page && [page.intro, ...page.sections.map(({ markdown }) => markdown)].join('\n')
      : page?.sections.find((section) => section.heading === heading)?.markdown
  if (text === undefined) throw new Error(`there is no ${place}`)
  return text.replace(/\s+/g, ' ')
}

describe('the requirements say, and a page tells:', () => {
  test.each([
    [
      'Xen must be entered in non-secure HYP mode',
      'steps/firmware#firmware.done',
      [/EL2 \(HYP mode on 32 bits\)/, /non-secure EL2 is required/],
    ],
    [
      'other firmware may be needed, from U-Boot 2014.01 on',
      'steps/firmware#firmware.update',
      [/secure SVC mode/, /2014\.01/, /2023\.01 in Debian 12/],
    ],
    [
      'SMP needs PSCI, then on a branch',
      'steps/firmware#firmware.update',
      [/PSCI/, /`wip\/psci`/, /went into U-Boot itself with release 2014\.10/, /TF-A/],
    ],
    ['where PSCI is missing', 'steps/firmware#firmware.update', [/spin-table/, /code of its own/, /maxcpus=1/]],
    ['the device tree is flat, a .dtb', 'steps/dtb', [/flat format/]],
    [
      'none special for Xen: that of Linux or the split repository',
      'steps/dtb',
      [/needs no tree of its own/, /repository of device trees that is split off/],
    ],
    [
      'Xen from git://, its master branch',
      'steps/xen#xen.source',
      [/git:\/\/xenbits\.xen\.org\/xen\.git/, /https:\/\/xenbits\.xen/, /stable/],
    ],
    [
      'dom0 from Linux 3.7, guests from 3.8, the latest is best',
      'steps/dom0-kernel#dom0-kernel.source',
      [/since 3\.7/, /since 3\.8/, /6\.12 or 6\.18/],
    ],
    ['the userspace of dom0 is Debian Wheezy', 'steps/dom0-userspace#dom0-userspace.system', [/Wheezy/, /armhf/]],
    ['a guest kernel from Linux 3.7', 'steps/guest#guest.kernel', [/3\.7/, /long-term/]],
    ['boot natively first', 'steps/native', [/without/, /Drivers, root device and command line/]],
    ['ImageBuilder can make the script', 'steps/boot-media#boot-media.method', [/ImageBuilder/, /uboot-script-gen/]],
    [
      'the boot protocol is that of Linux',
      'steps/firmware#firmware.loader',
      [/booti/, /bootz/, /docs\/misc\/arm\/booting\.txt/],
    ],
    [
      'a kernel, and an initramfs if wanted',
      'steps/boot-media#boot-media.method',
      [/dom0's kernel and its initramfs/, /Xen finds its modules in no other place/],
    ],
    ['the modules by hand in the .dts', 'steps/boot-media#boot-media.method', [/overlay/, /fdtoverlay/]],
    [
      'the modules by fdt, in cells of 1 and under old names',
      'steps/boot-media#boot-media.method',
      [/xen,linux-zimage/, /Since 4\.5/, /below 4 GiB only/, /fdt resize 0x2000/, /every load changes `filesize`/],
    ],
    ['where the command lines stand', 'steps/boot-media#boot-media.method', [/xen,dom0-bootargs/, /wins/]],
    [
      'console=dtuart dtuart= by alias or path',
      'steps/console#console.dtuart',
      [/console=dtuart dtuart=serial0/, /full path of the node/, /dtuart=myserial/, /dtuart=\/uart0/],
    ],
    ['the UART of Xen is hidden from dom0', 'steps/console', [/Xen hides the UART from dom0/]],
    ['an example with the node choosen', 'steps/boot-media#boot-media.method', [/`choosen`/, /`\/chosen`/]],
    ['early printk when it is silent', 'steps/xen#xen.early-printk', [/CONFIG_EARLY_PRINTK|EARLY_UART/]],
    [
      'the kernel configuration of the native boot plus the options for Xen, from multi_v7_defconfig',
      'steps/dom0-kernel#dom0-kernel.config',
      [/multi_v7_defconfig/, /plus these options/],
    ],
    ['ARM_APPENDED_DTB does harm', 'steps/dom0-kernel#dom0-kernel.config', [/CONFIG_ARM_APPENDED_DTB/, /behind/]],
    [
      'a guest in an xl configuration, with phy: and extra',
      'steps/guest#guest.disk',
      [/phy:\/dev\/loop0,xvda,w/, /deprecated|older/i],
    ],
    [
      'extra = earlyprintk=xenboot',
      'steps/guest#guest.cmdline',
      [/earlyprintk=xenboot/, /`cmdline` wins/, /earlycon=xen/],
    ],
    ['a guest with CONFIG_DEBUG_LL is silent', 'steps/guest#guest.kernel-config', [/CONFIG_DEBUG_LL/, /0x0000000c/]],
    [
      'xenctx takes a number and shows a PC of 0x0000000c',
      'steps/bring-up#bring-up.xenctx',
      [/xl domid guest1/, /0x0000000c/, /lib\/xen\/bin\/xenctx/],
    ],
  ] as const)('%s', (_, place, words) => {
    const text = told(place)
    for (const word of words) expect(text).toMatch(word)
  })
})

describe('the artifacts have the form of today:', () => {
  const made = rendered({ 'guest.disk': 'device', 'guest.disk-path': '/dev/vg0/guest1' })

  test('modules by the names since Xen 4.5, in two cells each, and room by number', () => {
    const script = made['boot/boot.cmd']!
    expect(script).toContain('"multiboot,kernel" "multiboot,module"')
    expect(script).toMatch(/#address-cells["' ]+<2>|<0x2>/)
    expect(script).toMatch(/fdt (resize|move \S+ \S+) 0x[1-9a-f]/)
    expect(script).not.toContain('linux-zimage')
    expect(script).not.toContain('earlyprintk')
  })

  test("dom0's command line under /chosen, not in the module", () => {
    expect(made['boot/boot.cmd']).toMatch(/fdt set \/chosen xen,dom0-bootargs/)
  })

  test("the guest's disk without phy:, and cmdline instead of extra", () => {
    const guest = made['guests/guest1.cfg']!
    expect(guest).toMatch(/^cmdline = /m)
    expect(guest).toMatch(/^disk = /m)
    expect(guest.replace(/^#.*$/gm, '')).not.toMatch(/phy:|^extra|earlyprintk/m)
  })

  test('the guest of 32 bits without CONFIG_DEBUG_LL, the dom0 of 32 bits without ARM_APPENDED_DTB', () => {
    const small = rendered({ 'goal.arch': 'arm32' })
    expect(small['kernel/guest.config']).toContain('# CONFIG_DEBUG_LL is not set')
    expect(small['kernel/dom0.config']).toContain('# CONFIG_ARM_APPENDED_DTB is not set')
  })
})
