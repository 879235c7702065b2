package dev.broadside.kube;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who the injectors of a run talk to: nobody calls them but, by UDP, each other (for their clocks);
 * they call the stage and the table on their ports, name servers, and the addresses of EC2 that
 * tell time and hand out credentials.
 *
 * <p>A cluster whose network knows no policies ignores it.
 */
final class PolicyManifest {
  private static final int DNS = 53;
  private static final int NTP = 123;

  /**
   * The Amazon Time Sync Service:
   * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-ec2-ntp.html
   */
  private static final String TIME = "169.254.169.123/32";

  /**
   * The EKS Pod Identity Agent:
   * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html
   */
  private static final String IDENTITY = "169.254.170.23/32";

  private PolicyManifest() {}

  static NetworkPolicy of(Order order, @Nullable String namespace) {
    NetworkPolicyPeer ours =
        new NetworkPolicyPeerBuilder()
            .withNewPodSelector()
            .addToMatchLabels(Labels.RUN, order.variables().run())
            .endPodSelector()
            .build();
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(order.name())
        .withNamespace(namespace)
        .withLabels(Labels.of(order))
        .endMetadata()
        .withNewSpec()
        .withNewPodSelector()
        .addToMatchLabels(Labels.RUN, order.variables().run())
        .endPodSelector()
        .withPolicyTypes("Ingress", "Egress")
        .addNewIngress()
        .withFrom(ours)
        .withPorts(every("UDP"))
        .endIngress()
        .withEgress(
            anybody(order.ports().stream().map(port -> port("TCP", port)).toList()),
            anybody(List.of(port("UDP", DNS), port("TCP", DNS))),
            only(ours, every("UDP")),
            only(address(TIME), port("UDP", NTP)),
            only(address(IDENTITY), port("TCP", 80)))
        .endSpec()
        .build();
  }

  private static NetworkPolicyEgressRule anybody(List<NetworkPolicyPort> ports) {
    return new NetworkPolicyEgressRuleBuilder().withPorts(ports).build();
  }

  private static NetworkPolicyEgressRule only(NetworkPolicyPeer peer, NetworkPolicyPort port) {
    return new NetworkPolicyEgressRuleBuilder().withTo(peer).withPorts(port).build();
  }

  private static NetworkPolicyPeer address(String cidr) {
    return new NetworkPolicyPeerBuilder().withNewIpBlock().withCidr(cidr).endIpBlock().build();
  }

  private static NetworkPolicyPort port(String protocol, int port) {
    return new NetworkPolicyPortBuilder()
        .withProtocol(protocol)
        .withPort(new IntOrString(port))
        .build();
  }

  private static NetworkPolicyPort every(String protocol) {
    return new NetworkPolicyPortBuilder().withProtocol(protocol).build();
  }
}
