# A “newer version”: the same bundle under another number, so that upgrade and way back are really walked.
cp -r runwu-*-offline-*/ runwu-new
echo "$(cat runwu-new/VERSION).1" >runwu-new/VERSION
(cd runwu-new && find . -type f ! -name SHA256SUMS -print0 | LC_ALL=C sort -z | xargs -0 sha256sum >SHA256SUMS)
