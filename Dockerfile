# docker build -t local-dataverse . && docker run --rm -p 127.0.0.1:5151:5151 local-dataverse
FROM node:22-slim
WORKDIR /app
COPY package.json package-lock.json ./
COPY pcf/package.json pcf/
RUN npm ci --omit=dev --ignore-scripts
COPY segments segments
COPY markup markup
COPY solution-package solution-package
COPY emulator emulator
USER node
CMD ["node", "emulator/bin.cjs", "--any-address"]
