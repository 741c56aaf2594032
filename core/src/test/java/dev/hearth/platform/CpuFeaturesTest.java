package dev.hearth.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CpuFeaturesTest {

  @TempDir private Path root = Path.of("");

  @Test
  void read_x86_keepsWhatKernelsAreChosenBy() {
    CpuFeatures cpu =
        read(
            "x86_64",
            """
            processor\t: 0
            vendor_id\t: GenuineIntel
            model name\t: Intel(R) Xeon(R) Processor @ 2.50GHz
            flags\t\t: fpu vme sse sse2 sse4_1 fma avx f16c avx2 avx512f avx512_vnni hypervisor
            vmx flags\t: amx_tile
            bugs\t\t: spectre_v1

            processor\t: 1
            flags\t\t: fpu
            """);
    assertThat(cpu.names())
        .containsExactly("avx", "avx2", "avx512_vnni", "avx512f", "f16c", "fma", "sse4_1");
    assertThat(cpu).hasToString("x86_64 avx avx2 avx512_vnni avx512f f16c fma sse4_1");
  }

  @Test
  void read_arm_keepsWhatKernelsAreChosenBy() {
    CpuFeatures cpu =
        read(
            "aarch64",
            """
            processor\t: 0
            BogoMIPS\t: 243.75
            Features\t: fp asimd evtstrm aes crc32 atomics fphp asimdhp cpuid asimddp sve i8mm bf16
            CPU implementer\t: 0x41
            """);
    assertThat(cpu)
        .isEqualTo(
            new CpuFeatures(
                "aarch64", List.of("i8mm", "bf16", "asimd", "asimddp", "asimdhp", "sve")));
  }

  @Test
  void read_noSuchLine_hasNoNames() {
    assertThat(read("riscv64", "processor : 0\nisa : rv64imafdc\n").names()).isEmpty();
    assertThat(read("x86_64", "flags").names()).isEmpty();
    assertThat(read("x86_64", "flags\t\t:\n").names()).isEmpty();
    assertThat(CpuFeatures.read("x86_64", root.resolve("none"))).hasToString("x86_64");
  }

  @Test
  void missingFrom_tellsWhatTheOtherLacks() {
    CpuFeatures old = new CpuFeatures("x86_64", List.of("avx", "sse4_1"));
    CpuFeatures young = new CpuFeatures("x86_64", List.of("fma", "avx2", "avx", "sse4_1"));
    assertThat(young.missingFrom(old)).containsExactly("avx2", "fma");
    assertThat(old.missingFrom(young)).isEmpty();
  }

  @Test
  void names_inAnyOrder_areEqual() {
    assertThat(new CpuFeatures("x86_64", List.of("fma", "avx", "avx")))
        .isEqualTo(new CpuFeatures("x86_64", List.of("avx", "fma")));
  }

  @Test
  void architecture_isNamedAsLinuxDoes() {
    assertThat(CpuFeatures.architecture("amd64")).isEqualTo("x86_64");
    assertThat(CpuFeatures.architecture("x86_64")).isEqualTo("x86_64");
    assertThat(CpuFeatures.architecture("arm64")).isEqualTo("aarch64");
    assertThat(CpuFeatures.architecture("aarch64")).isEqualTo("aarch64");
    assertThat(CpuFeatures.architecture("s390x")).isEqualTo("s390x");
  }

  @Test
  void current_isAlwaysTheSame() {
    assertThat(CpuFeatures.current()).isSameAs(CpuFeatures.current());
  }

  private CpuFeatures read(String architecture, String cpuinfo) {
    new Stage(root).file("cpuinfo", cpuinfo);
    return CpuFeatures.read(architecture, root.resolve("cpuinfo"));
  }
}
